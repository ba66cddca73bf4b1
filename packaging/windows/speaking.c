/* Sentences for people: a box for the window's start, standard error for a command. */
#include "launcher.h"

#include <stdlib.h>
#include <wchar.h>

void say(const wchar_t *text)
{
#if WINDOW
    MessageBoxW(NULL, text, L"SinhKe Desktop", MB_OK | MB_ICONWARNING | MB_SETFOREGROUND);
#else
    HANDLE out = GetStdHandle(STD_ERROR_HANDLE);
    wchar_t *line = JOINED(text, L"\r\n");
    DWORD mode, written;
    if (GetConsoleMode(out, &mode)) {
        WriteConsoleW(out, line, (DWORD)wcslen(line), &written, NULL);
    } else {
        int size = WideCharToMultiByte(CP_UTF8, 0, line, -1, NULL, 0, NULL, NULL);
        char *bytes = calloc((size_t)size, 1);
        if (bytes) {
            WideCharToMultiByte(CP_UTF8, 0, line, -1, bytes, size, NULL, NULL);
            WriteFile(out, bytes, (DWORD)size - 1, &written, NULL);
            free(bytes);
        }
    }
    free(line);
#endif
}

/* The parts behind each other, in memory of its own. Without memory the program ends: nothing was begun. */
wchar_t *joined(const wchar_t *const *parts, size_t count)
{
    size_t room = 1;
    for (size_t i = 0; i < count; i++)
        room += wcslen(parts[i]);
    wchar_t *whole = calloc(room, sizeof *whole);
    if (!whole)
        ExitProcess(1);
    for (size_t i = 0; i < count; i++)
        wcscat(whole, parts[i]);
    return whole;
}
