/* Starts the version of SinhKe Desktop that current.txt names, with every argument passed on.
 *
 * Built twice: SinhKe.exe for the icon (no console, leaves as soon as the window is on its way) and sinhke-desktop.exe
 * for commands (waits, passes the status on). While trial.json lies there, both wait and go back to the version before
 * if the new one fails; packaging/linux/launcher.sh does the same.
 */
#include "launcher.h"

#include <stdlib.h>
#include <wchar.h>

#define OLDEST_BUILD 17763 /* Windows 10, version 1809 */
#define TOLD 64            /* what the program adds to its ordinary endings while it is on trial */
#define LOADER_FAILED 0xC0000000u
#define FIRST_SECONDS 10000

#if WINDOW
#define PYTHON L"pythonw.exe"
#else
#define PYTHON L"python.exe"
#endif

static const wchar_t TOO_OLD[] =
    L"Máy này chạy Windows cũ hơn Windows 10 bản 1809 hoặc không phải 64-bit, nên SinhKe Desktop không chạy được ở đây.\n\n"
    L"Chưa có gì bị thay đổi. Hãy dùng máy có Windows 10 (từ bản 1809, 64-bit) hoặc Windows 11; "
    L"cán bộ tin học có thể xem phiên bản bằng lệnh winver.";
static const wchar_t DAMAGED[] =
    L"Không mở được SinhKe Desktop: tệp của chương trình bị thiếu hoặc bị hỏng, có thể do phần mềm diệt vi-rút đã xóa.\n\n"
    L"Dữ liệu của bạn nằm ở thư mục khác và vẫn an toàn. Hãy chạy lại bộ cài đặt SinhKe; dữ liệu được giữ nguyên.";
static const wchar_t NOT_BACK[] =
    L"Phiên bản mới không mở được và cũng không ghi được tệp để quay về phiên bản trước (ổ đĩa đầy hoặc bị khóa).\n\n"
    L"Dữ liệu của bạn vẫn an toàn. Hãy giải phóng ổ đĩa rồi mở lại SinhKe, hoặc chạy lại bộ cài đặt.";

static BOOL system_is_new_enough(void)
{
    typedef LONG(WINAPI * Tell)(OSVERSIONINFOW *);
    OSVERSIONINFOW said = {.dwOSVersionInfoSize = sizeof said};
    Tell tell = (Tell)(void *)GetProcAddress(GetModuleHandleW(L"ntdll.dll"), "RtlGetVersion");
    if (!tell || tell(&said) != 0)
        return TRUE; /* cannot be asked: Python itself will say */
    return said.dwMajorVersion > 10 || (said.dwMajorVersion == 10 && said.dwBuildNumber >= OLDEST_BUILD);
}

/* The command line behind the program's own name, as it was typed. */
static const wchar_t *arguments(void)
{
    const wchar_t *rest = GetCommandLineW();
    BOOL quoted = FALSE;
    for (; *rest && (quoted || (*rest != L' ' && *rest != L'\t')); rest++)
        if (*rest == L'"')
            quoted = !quoted;
    return rest + wcsspn(rest, L" \t");
}

/* Start *version*; FALSE if that does not work. With *status* wait for its end. */
static BOOL run(const wchar_t *root, const wchar_t *version, BOOL trial, DWORD *status, BOOL wait)
{
    if (!can_start(root, version))
        return FALSE;
    wchar_t *python = JOINED(root, L"\\versions\\", version, L"\\" PYTHON);
    wchar_t *line = JOINED(L"\"", python, L"\" -B -X utf8 -m sinhke_desktop ", arguments());
    STARTUPINFOW how = {.cb = sizeof how};
    PROCESS_INFORMATION child;
    SetEnvironmentVariableW(L"SINHKE_TRIAL", trial ? L"1" : NULL);
    BOOL started = CreateProcessW(python, line, NULL, NULL, TRUE, 0, NULL, NULL, &how, &child);
    free(python);
    free(line);
    if (!started)
        return FALSE;
    AllowSetForegroundWindow(child.dwProcessId);
    *status = 0;
    if (WaitForSingleObject(child.hProcess, wait ? INFINITE : FIRST_SECONDS) == WAIT_OBJECT_0)
        GetExitCodeProcess(child.hProcess, status);
    CloseHandle(child.hThread);
    CloseHandle(child.hProcess);
    return TRUE;
}

/* Start the current version, or the newest that is there; returns the status to end with. */
static DWORD start(const wchar_t *root, const wchar_t *current)
{
    wchar_t version[VERSION_ROOM], below[VERSION_ROOM] = L"";
    DWORD status = 0;
    BOOL started = current && run(root, current, FALSE, &status, !WINDOW);
    while (!started && newest_other(root, below[0] ? below : NULL, version)) {
        started = run(root, version, FALSE, &status, !WINDOW);
        wcscpy(below, version);
    }
    if (!started || (WINDOW && status >= LOADER_FAILED)) {
        say(DAMAGED);
        return started ? status : 1;
    }
    return status;
}

/* A log-off or Ctrl+C, or an ending that the program told about, is no failure of the new version. */
static BOOL is_failure(DWORD status)
{
    return status != 0 && status != 0x40010004u && status != 0xC000013Au && status != TOLD + 1 && status != TOLD + 2 &&
           status != TOLD + 130;
}

static DWORD start_on_trial(const wchar_t *root, const wchar_t *current, const wchar_t *previous)
{
    DWORD status = 1;
    BOOL started = run(root, current, TRUE, &status, TRUE);
    if (started && !is_failure(status))
        return status >= TOLD && status <= TOLD + 130 ? status - TOLD : status;
    if (!on_trial(root))
        return status; /* the data were opened by the new version, it failed later */
    if (!roll_back(root, previous)) {
        say(NOT_BACK);
        return 1;
    }
    wchar_t *told = JOINED(L"Phiên bản mới ", current, L" không chạy được trên máy này, nên chương trình đã tự quay về phiên bản ",
                           previous, L".\n\nDữ liệu của bạn vẫn an toàn, không có gì bị xóa. "
                                     L"Hãy báo cho nơi đã đưa bản cập nhật.");
    say(told);
    free(told);
    return start(root, previous);
}

#if !WINDOW
/* Ctrl+C is the program's: the launcher waits for what it says. */
static BOOL WINAPI leave_to_the_program(DWORD event)
{
    return event == CTRL_C_EVENT || event == CTRL_BREAK_EVENT;
}
#endif

int wmain(void)
{
    static wchar_t root[PATH_ROOM];
    wchar_t current[VERSION_ROOM], previous[VERSION_ROOM];
    if (!system_is_new_enough()) {
        say(TOO_OLD);
        return 1;
    }
    DWORD length = GetModuleFileNameW(NULL, root, PATH_ROOM);
    wchar_t *last = length && length < PATH_ROOM ? wcsrchr(root, L'\\') : NULL;
    if (!last) {
        say(DAMAGED);
        return 1;
    }
    *last = 0;
#if !WINDOW
    UINT before = GetConsoleOutputCP();
    SetConsoleOutputCP(CP_UTF8);
    SetConsoleCtrlHandler(leave_to_the_program, TRUE);
#endif
    DWORD status;
    BOOL known = read_current(root, current);
    if (known && read_previous(root, previous) && wcscmp(previous, current) != 0 && can_start(root, previous))
        status = start_on_trial(root, current, previous);
    else
        status = start(root, known ? current : NULL);
#if !WINDOW
    if (before)
        SetConsoleOutputCP(before);
#endif
    return (int)status;
}
