// A server whose clock a test moves: preloaded, both hands of the clock go ahead by the milliseconds that stand in the file
// CLOCK_AHEAD, and whoever waits for an instant looks up five times a second, so that it sees the hands move.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/timex.h>
#include <time.h>
#include <unistd.h>

static volatile const int64_t* ahead;

__attribute__((constructor)) static void open_file(void) {
    const char* name = getenv("CLOCK_AHEAD");
    const int file = name ? open(name, O_RDONLY | O_CLOEXEC) : -1;
    if (file < 0) return;
    void* mapped = mmap(0, sizeof *ahead, PROT_READ, MAP_SHARED, file, 0);
    if (mapped != MAP_FAILED) ahead = mapped;
    close(file);
}

static struct timespec moved(struct timespec time, int64_t milliseconds) {
    int64_t rest = time.tv_nsec + milliseconds % 1000 * 1000000;
    time.tv_sec += milliseconds / 1000 + rest / 1000000000;
    time.tv_nsec = rest % 1000000000;
    return time;
}

int clock_gettime(clockid_t clock, struct timespec* time) {
    const int answer = (int)syscall(SYS_clock_gettime, clock, time);
    const int wall_or_boot = clock == CLOCK_REALTIME || clock == CLOCK_MONOTONIC || clock == CLOCK_BOOTTIME;
    if (answer == 0 && ahead && wall_or_boot) *time = moved(*time, *ahead);
    return answer;
}

time_t time(time_t* into) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (into) *into = now.tv_sec;
    return now.tv_sec;
}

// The kernel's clock does not move: wait by it, and not for long.
int pthread_cond_clockwait(pthread_cond_t* condition, pthread_mutex_t* mutex, clockid_t clock, const struct timespec* until) {
    static int (*real)(pthread_cond_t*, pthread_mutex_t*, clockid_t, const struct timespec*);
    if (!real) *(void**)&real = dlsym(RTLD_NEXT, "pthread_cond_clockwait");
    struct timespec now, soon;
    clock_gettime(clock, &now);
    if (now.tv_sec > until->tv_sec || (now.tv_sec == until->tv_sec && now.tv_nsec >= until->tv_nsec)) return 110;  // ETIMEDOUT
    syscall(SYS_clock_gettime, clock, &soon);
    soon = moved(soon, 200);
    real(condition, mutex, clock, &soon);
    return 0;
}
int pthread_cond_timedwait(pthread_cond_t* condition, pthread_mutex_t* mutex, const struct timespec* until) {
    return pthread_cond_clockwait(condition, mutex, CLOCK_REALTIME, until);
}

// A time server would say that this clock is right: it is, in this story.
int adjtimex(struct timex* asked) {
    asked->status = 0;
    return TIME_OK;
}
