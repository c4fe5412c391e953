Attribute VB_Name = "GettingToGood"
Option Explicit

' The buttons of the ribbon and of the Start tab. The work is done in Python: this starts it,
' waits, and says how it ended. The add-in does not tell failure from success, so Python writes
' the run's token into the workbook when it has ended well (or "!", the token and why not).

Private Const TITLE As String = "Getting to Good"

Public Sub g2gRefresh(control As IRibbonControl)
    RefreshStatus
End Sub
Public Sub g2gCheck(control As IRibbonControl)
    CheckEntries
End Sub
Public Sub g2gIssue(control As IRibbonControl)
    IssueReturns
End Sub
Public Sub g2gConsolidate(control As IRibbonControl)
    ConsolidateReturns
End Sub
Public Sub g2gFolder(control As IRibbonControl)
    OpenFolder
End Sub
Public Sub g2gHelp(control As IRibbonControl)
    ShowHelp
End Sub

Public Sub RefreshStatus()
    RunJob "refresh", "refreshing every status"
End Sub
Public Sub CheckEntries()
    RunJob "check", "checking every entry"
End Sub
Public Sub IssueReturns()
    RunJob "issue", "writing one return for each team"
End Sub
Public Sub ConsolidateReturns()
    RunJob "consolidate", "reading the teams' returns"
End Sub

Private Sub RunJob(ByVal verb As String, ByVal doing As String)
    Dim token As String, answer As String
    token = Format(Now, "yyyymmdd") & "-" & CStr(CLng(Timer * 100))
    Application.StatusBar = TITLE & ": " & doing & " ..."
    On Error GoTo Failed
    StartPython verb, token
    answer = CStr(ThisWorkbook.Names("RunToken").RefersToRange.Value)
    Application.StatusBar = False
    If answer = token Then Exit Sub
    If Left(answer, Len(token) + 1) = "!" & token Then
        MsgBox Mid(answer, Len(token) + 3), vbExclamation, TITLE
    Else
        MsgBox "Python did not start, so nothing was changed. Ask IT to run g2g doctor, or use the Getting to Good shortcut in the Start menu.", vbExclamation, TITLE
    End If
    Exit Sub
Failed:
    Application.StatusBar = False
    MsgBox "The xlwings add-in is not there, so nothing was changed. Ask IT for the xlwings add-in (g2g setup), or use the Getting to Good shortcut in the Start menu.", vbExclamation, TITLE
End Sub

Private Sub StartPython(ByVal verb As String, ByVal token As String)
    Dim home As String
    home = Environ("LOCALAPPDATA")
    If home = "" Then ' a Mac: the add-in starts no program of ours there, but Python
        Application.Run "RunPython", "import g2g_excel.ribbon as r; r.main('" & verb & "', '" & token & "')"
    Else
        Application.Run "RunFrozenPython", home & "\GettingToGood\bin\g2g.exe", "ribbon " & verb & " " & token
    End If
End Sub

Public Sub OpenFolder()
    Dim place As String
    place = CStr(ThisWorkbook.Names("ReturnsFolder").RefersToRange.Value)
    If InStr(place, ":") = 0 And Left(place, 2) <> "\\" Then place = ThisWorkbook.Path & Application.PathSeparator & place
    On Error GoTo Failed
    ThisWorkbook.FollowHyperlink place
    Exit Sub
Failed:
    MsgBox "There is no folder " & place & " yet. Issue returns makes it.", vbInformation, TITLE
End Sub

Public Sub ShowHelp()
    ThisWorkbook.Worksheets("Start").Activate
    MsgBox "Start says what to do this month. Tinted cells are for you to fill in; the others are worked out by Refresh status. Every message on Checks is a link to its cell.", vbInformation, TITLE
End Sub
