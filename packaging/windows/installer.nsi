; The installer for one person without administrator rights. packaging/windows/build.py gives VERSION, ROOT (the folder
; to install), FIRST (Python's files), ARCHIVE (all others, packed), ARCHIVED (their bytes), UNPACK (unpack.py), ICON, PANEL
; (picture of the first and last page), OUT, SIZE_KB and YEAR. Silent: /S; another folder: /D=C:\folder (last word, no quotes).
; Statuses: 0 done, 1 given up, 2 stopped by an error, 3 the program is running, 4 a newer version is installed, 5 Windows too old.

Unicode true
Target amd64-unicode
!ifdef QUICK ; for tests: larger, made in seconds
  SetCompressor zlib
!else
  SetCompressor lzma
  SetCompressorDictSize 16
!endif
ManifestDPIAware true
ManifestSupportedOS Win10
RequestExecutionLevel user
AllowSkipFiles off
CRCCheck force

!include MUI2.nsh
!include LogicLib.nsh
!include WordFunc.nsh

!define NAME "SinhKe Desktop"
!define WINDOW "SinhKe.exe"
!define COMMAND "sinhke-desktop.exe"
!define OLDEST_BUILD 17763
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\SinhKe"
!define COMMAND_KEY "Software\Microsoft\Windows\CurrentVersion\App Paths\${COMMAND}"
!define CLASSES "Software\Classes"
!define MOST_TRIES 20
!define PART ".${VERSION}.part"

Name "${NAME}"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\SinhKe"
InstallDirRegKey HKCU "${UNINSTALL_KEY}" "InstallLocation"
BrandingText "${NAME} ${VERSION}"
Icon "${ICON}"
UninstallIcon "${ICON}"
ShowInstDetails nevershow
ShowUninstDetails nevershow

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${PANEL}"
!define MUI_ABORTWARNING
!define MUI_WELCOMEPAGE_TITLE "Cài đặt ${NAME} ${VERSION}"
!define MUI_WELCOMEPAGE_TEXT "Chương trình sổ hộ nghèo và mô hình sinh kế của xã sẽ được cài cho tài khoản Windows này. Không cần mạng và không cần quyền quản trị.$\r$\n$\r$\nNếu máy đã có phiên bản trước, dữ liệu được giữ nguyên.$\r$\n$\r$\nHãy đóng cửa sổ SinhKe đang mở (nếu có), rồi bấm Cài đặt."
!define MUI_FINISHPAGE_TITLE "Đã cài xong ${NAME}"
!define MUI_FINISHPAGE_TEXT "Mở chương trình từ trình đơn Start: gõ SinhKe.$\r$\n$\r$\nDữ liệu nằm ở $LOCALAPPDATA\SinhKe, tách khỏi chương trình."
!define MUI_FINISHPAGE_RUN "$INSTDIR\${WINDOW}"
!define MUI_FINISHPAGE_RUN_TEXT "Mở ${NAME} ngay"
!define MUI_FINISHPAGE_SHOWREADME
!define MUI_FINISHPAGE_SHOWREADME_TEXT "Đặt biểu tượng trên màn hình nền"
!define MUI_FINISHPAGE_SHOWREADME_FUNCTION on_the_desktop
!define MUI_UNCONFIRMPAGE_TEXT_TOP "Chương trình sẽ được gỡ khỏi máy. Dữ liệu KHÔNG bị xóa: sổ hộ, khóa và các bản sao lưu vẫn nằm ở $LOCALAPPDATA\SinhKe."

!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "Vietnamese"

VIProductVersion "${VERSION}.0"
VIFileVersion "${VERSION}.0"
VIAddVersionKey /LANG=${LANG_VIETNAMESE} "ProductName" "${NAME}"
VIAddVersionKey /LANG=${LANG_VIETNAMESE} "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=${LANG_VIETNAMESE} "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=${LANG_VIETNAMESE} "FileDescription" "Bộ cài đặt ${NAME}"
VIAddVersionKey /LANG=${LANG_VIETNAMESE} "CompanyName" "SinhKe"
VIAddVersionKey /LANG=${LANG_VIETNAMESE} "LegalCopyright" "Giấy phép Apache 2.0, ${YEAR}"

LangString TOO_OLD ${LANG_VIETNAMESE} "Máy này chạy Windows cũ hơn Windows 10 bản 1809, nên ${NAME} không chạy được ở đây.$\r$\n$\r$\nChưa có gì bị thay đổi. Hãy dùng máy có Windows 10 (từ bản 1809, 64-bit) hoặc Windows 11."
LangString RUNNING ${LANG_VIETNAMESE} "${NAME} đang mở.$\r$\n$\r$\nHãy lưu và đóng cửa sổ của chương trình, rồi bấm Thử lại. Chưa có gì bị thay đổi."
LangString NEWER ${LANG_VIETNAMESE} "Máy này đã có phiên bản mới hơn ($R0); bộ cài đặt này là ${VERSION}.$\r$\n$\r$\nChưa có gì bị thay đổi. Không cần cài bản cũ hơn: dữ liệu của bản mới không mở được bằng bản cũ."
LangString NOT_MOVED ${LANG_VIETNAMESE} "Không đặt được chương trình vào $INSTDIR (ổ đĩa đầy, hoặc phần mềm khác đang giữ tệp). Phiên bản trước vẫn dùng được; dữ liệu an toàn.$\r$\n$\r$\nHãy khởi động lại máy rồi chạy bộ cài đặt lần nữa."
LangString UNPACKING ${LANG_VIETNAMESE} "Đang đặt chương trình vào máy, mất khoảng một phút…"
LangString REMOVING ${LANG_VIETNAMESE} "Đang gỡ chương trình khỏi máy…"
LangString NOT_UNPACKED ${LANG_VIETNAMESE} "Không giải nén được chương trình (ổ đĩa đầy, tệp cài đặt bị hỏng, hoặc phần mềm khác đang giữ tệp). Phiên bản trước, nếu có, vẫn dùng được; dữ liệu an toàn. Không có gì bị bỏ lại dở dang.$\r$\n$\r$\nHãy kiểm tra ổ đĩa còn trống ít nhất 600 MB, chép lại bộ cài đặt rồi chạy lần nữa."
LangString DATA_STAY ${LANG_VIETNAMESE} "Đã gỡ ${NAME}.$\r$\n$\r$\nDữ liệu vẫn còn nguyên ở:$\r$\n$LOCALAPPDATA\SinhKe$\r$\n$\r$\nCài lại chương trình là dùng tiếp được. Chỉ xóa thư mục đó khi dữ liệu không còn cần nữa."

; "Running" is what holds a version's Python: such a file cannot be opened for writing.
!macro NOT_RUNNING PREFIX
Function ${PREFIX}not_running
  look:
  FindFirst $R1 $R2 "$INSTDIR\versions\*"
  ${DoWhile} $R2 != ""
    ${If} ${FileExists} "$INSTDIR\versions\$R2\pythonw.exe"
    ${AndIf} $R2 != "."
    ${AndIf} $R2 != ".."
      Push "$INSTDIR\versions\$R2\pythonw.exe"
      Call ${PREFIX}is_free
      Pop $R3
      ${If} $R3 == 1
        Push "$INSTDIR\versions\$R2\python.exe"
        Call ${PREFIX}is_free
        Pop $R3
      ${EndIf}
      ${If} $R3 == 0
        FindClose $R1
        MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(RUNNING)" /SD IDCANCEL IDRETRY look
        SetErrorLevel 3
        Quit
      ${EndIf}
    ${EndIf}
    FindNext $R1 $R2
  ${Loop}
  FindClose $R1
FunctionEnd

Function ${PREFIX}is_free
  Exch $0
  Push $1
  StrCpy $1 1
  ${If} ${FileExists} "$0"
    ClearErrors
    FileOpen $0 "$0" a
    ${If} ${Errors}
      StrCpy $1 0
    ${Else}
      FileClose $0
    ${EndIf}
  ${EndIf}
  StrCpy $0 $1
  Pop $1
  Exch $0
FunctionEnd
!macroend
!insertmacro NOT_RUNNING ""
!insertmacro NOT_RUNNING "un."

Function .onInit
  ReadRegStr $R0 HKLM "SOFTWARE\Microsoft\Windows NT\CurrentVersion" "CurrentBuildNumber"
  ${If} $R0 < ${OLDEST_BUILD}
    MessageBox MB_OK|MB_ICONSTOP "$(TOO_OLD)" /SD IDOK
    SetErrorLevel 5
    Quit
  ${EndIf}
  Call no_older
  Call not_running
FunctionEnd

Function un.onInit
  Call un.not_running
FunctionEnd

; What is installed by a later installer or update pack is not replaced by this one.
Function no_older
  ClearErrors
  FileOpen $R1 "$INSTDIR\current.txt" r
  ${IfNot} ${Errors}
    FileRead $R1 $R0
    FileClose $R1
    ${WordReplace} "$R0" "$\n" "" "+" $R0
    ${WordReplace} "$R0" "$\r" "" "+" $R0
    ${VersionCompare} "$R0" "${VERSION}" $R2
    ${If} $R2 == 1
    ${AndIf} ${FileExists} "$INSTDIR\versions\$R0\pythonw.exe"
      MessageBox MB_OK|MB_ICONSTOP "$(NEWER)" /SD IDOK
      SetErrorLevel 4
      Quit
    ${EndIf}
  ${EndIf}
FunctionEnd

Function on_the_desktop
  CreateShortcut "$DESKTOP\${NAME}.lnk" "$INSTDIR\${WINDOW}"
FunctionEnd

!macro FILE_TYPE ENDING CLASS WORDS
  WriteRegStr HKCU "${CLASSES}\SinhKe.${CLASS}" "" "${WORDS}"
  WriteRegStr HKCU "${CLASSES}\SinhKe.${CLASS}\DefaultIcon" "" '"$INSTDIR\${WINDOW}",0'
  WriteRegStr HKCU "${CLASSES}\SinhKe.${CLASS}\shell\open\command" "" '"$INSTDIR\${WINDOW}" "%1"'
  WriteRegStr HKCU "${CLASSES}\${ENDING}" "" "SinhKe.${CLASS}"
  WriteRegStr HKCU "${CLASSES}\${ENDING}\OpenWithProgids" "SinhKe.${CLASS}" ""
!macroend

!macro NO_FILE_TYPE ENDING CLASS
  DeleteRegKey HKCU "${CLASSES}\SinhKe.${CLASS}"
  DeleteRegValue HKCU "${CLASSES}\${ENDING}\OpenWithProgids" "SinhKe.${CLASS}"
  ReadRegStr $R0 HKCU "${CLASSES}\${ENDING}" ""
  ${If} $R0 == "SinhKe.${CLASS}"
    DeleteRegKey HKCU "${CLASSES}\${ENDING}"
  ${EndIf}
!macroend

!macro EVERY_FILE_TYPE
  !insertmacro FILE_TYPE ".xxb" "GoiDuLieu" "Gói dữ liệu SinhKe"
  !insertmacro FILE_TYPE ".xxt" "SoTong" "Số tổng của xã (SinhKe)"
  !insertmacro FILE_TYPE ".xxr" "BienNhan" "Biên nhận SinhKe"
  !insertmacro FILE_TYPE ".xxk" "TepKhoa" "Tệp khóa SinhKe"
  !insertmacro FILE_TYPE ".xxc" "TraLoi" "Trả lời của đơn vị tiếp nhận (SinhKe)"
  !insertmacro FILE_TYPE ".capnhat" "BanCapNhat" "Bản cập nhật SinhKe"
!macroend

!macro NO_FILE_TYPES
  !insertmacro NO_FILE_TYPE ".xxb" "GoiDuLieu"
  !insertmacro NO_FILE_TYPE ".xxt" "SoTong"
  !insertmacro NO_FILE_TYPE ".xxr" "BienNhan"
  !insertmacro NO_FILE_TYPE ".xxk" "TepKhoa"
  !insertmacro NO_FILE_TYPE ".xxc" "TraLoi"
  !insertmacro NO_FILE_TYPE ".capnhat" "BanCapNhat"
!macroend

!macro TELL_THE_SHELL
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
!macroend

; Python unpacks what it is not itself, and moves the bar. What fails leaves no half of a version.
Function unpack
  StrCpy $R5 0
  ${IfNot} ${Silent}
    FindWindow $R4 "#32770" "" $HWNDPARENT
    GetDlgItem $R5 $R4 1004
  ${EndIf}
  InitPluginsDir
  SetCompress off
  File "/oname=$PLUGINSDIR\payload.tar.xz" "${ARCHIVE}"
  SetCompress auto
  File "/oname=$PLUGINSDIR\unpack.py" "${UNPACK}"
  nsExec::Exec '"$INSTDIR\versions\${PART}\python.exe" -I -X utf8 "$PLUGINSDIR\unpack.py" "$PLUGINSDIR\payload.tar.xz" "$INSTDIR\versions\${PART}" ${ARCHIVED} $R5'
  Pop $R4
  Delete "$PLUGINSDIR\payload.tar.xz"
  ${If} $R4 != "0"
    SetOutPath "$TEMP"
    RMDir /r "$INSTDIR\versions\${PART}"
    RMDir "$INSTDIR\versions"
    RMDir "$INSTDIR"
    MessageBox MB_OK|MB_ICONSTOP "$(NOT_UNPACKED)" /SD IDOK
    SetErrorLevel 2
    Abort
  ${EndIf}
FunctionEnd

; The new version is unpacked beside the others and named last, so that a power cut leaves what was there before.
Section
  AddSize ${SIZE_KB}
  SetShellVarContext current
  Call not_running
  DetailPrint "$(UNPACKING)"
  SetDetailsPrint none ; the files' hundreds of names are not told
  RMDir /r "$INSTDIR\versions\${PART}" ; of an installer that was cut short
  SetOutPath "$INSTDIR\versions\${PART}"
  File /r "${FIRST}\*.*"
  SetOutPath "$INSTDIR" ; not in the folder that gets its name below
  Call unpack
  RMDir /r "$INSTDIR\versions\${VERSION}"
  ${For} $R0 1 ${MOST_TRIES} ; a virus scanner may hold a file that was just written
    ClearErrors
    Rename "$INSTDIR\versions\${PART}" "$INSTDIR\versions\${VERSION}"
    ${IfNot} ${Errors}
      ${ExitFor}
    ${EndIf}
    Sleep 500
  ${Next}
  ${IfNot} ${FileExists} "$INSTDIR\versions\${VERSION}\pythonw.exe"
    MessageBox MB_OK|MB_ICONSTOP "$(NOT_MOVED)" /SD IDOK
    SetErrorLevel 2
    Abort
  ${EndIf}
  File "${ROOT}\${WINDOW}"
  File "${ROOT}\${COMMAND}"
  File "${ROOT}\installation.json"
  Delete "$INSTDIR\trial.json"
  Delete "$INSTDIR\rolled-back.json"
  File "${ROOT}\current.txt"
  WriteUninstaller "$INSTDIR\uninstall.exe"

  CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\${WINDOW}"
  !insertmacro EVERY_FILE_TYPE
  WriteRegStr HKCU "${COMMAND_KEY}" "" "$INSTDIR\${COMMAND}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\${WINDOW},0"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "Publisher" "SinhKe"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "EstimatedSize" ${SIZE_KB}
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoRepair" 1
  !insertmacro TELL_THE_SHELL
SectionEnd

; Only what the program brought goes; a file of somebody else's in the folder stays, and so do the data.
Section Uninstall
  SetShellVarContext current
  SetOutPath "$TEMP"
  DetailPrint "$(REMOVING)"
  SetDetailsPrint none
  RMDir /r "$INSTDIR\versions"
  Delete "$INSTDIR\${WINDOW}"
  Delete "$INSTDIR\${COMMAND}"
  Delete "$INSTDIR\installation.json"
  Delete "$INSTDIR\current.txt"
  Delete "$INSTDIR\newest.txt"
  Delete "$INSTDIR\previous.txt"
  Delete "$INSTDIR\trial.json"
  Delete "$INSTDIR\rolled-back.json"
  Delete "$INSTDIR\*.part"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${NAME}.lnk"
  Delete "$DESKTOP\${NAME}.lnk"
  !insertmacro NO_FILE_TYPES
  DeleteRegKey HKCU "${COMMAND_KEY}"
  DeleteRegKey HKCU "${UNINSTALL_KEY}"
  !insertmacro TELL_THE_SHELL
  MessageBox MB_OK|MB_ICONINFORMATION "$(DATA_STAY)" /SD IDOK
SectionEnd
