/* What the launcher's three files share. Texts are UTF-16 and short; a path has at most PATH_ROOM units. */
#ifndef LAUNCHER_H
#define LAUNCHER_H

#include <windows.h>

#define PATH_ROOM 32768
#define VERSION_ROOM 64

/* speaking.c */
void say(const wchar_t *text);
wchar_t *joined(const wchar_t *const *parts, size_t count);
#define JOINED(...) joined((const wchar_t *const[]){__VA_ARGS__}, sizeof((const wchar_t *const[]){__VA_ARGS__}) / sizeof(wchar_t *))

/* trial.c */
BOOL is_file(const wchar_t *path);
BOOL can_start(const wchar_t *root, const wchar_t *version);
BOOL read_current(const wchar_t *root, wchar_t version[VERSION_ROOM]);
BOOL read_previous(const wchar_t *root, wchar_t version[VERSION_ROOM]);
BOOL newest_other(const wchar_t *root, const wchar_t *below, wchar_t version[VERSION_ROOM]);
BOOL on_trial(const wchar_t *root);
BOOL roll_back(const wchar_t *root, const wchar_t *previous);

#endif
