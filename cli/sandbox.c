#define _GNU_SOURCE /* O_PATH */
#include "cli/sandbox.h"

#if defined(__linux__) && __has_include(<linux/landlock.h>)

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/paths.h"

#define READING (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)
/* Of the first version; later ones add to it. */
#define WRITING                                                                                                        \
	(LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE |              \
	 LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG |                    \
	 LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_MAKE_FIFO | LANDLOCK_ACCESS_FS_MAKE_BLOCK |                 \
	 LANDLOCK_ACCESS_FS_MAKE_SYM)
/* In the headers of newer systems only; the kernel says by its version whether it knows them. */
#define ACCESS_FS_TRUNCATE (UINT64_C(1) << 14)
#define ACCESS_NET_BIND_TCP (UINT64_C(1) << 0)
#define VERSION_TRUNCATE 3
#define VERSION_NET 4

/* The kernel's struct as of the version that knows the net. */
struct ruleset {
	uint64_t files, net;
};

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED
#endif
#endif

/* ---- files ---- */

/* Where systems keep libraries, certificates, name service, time zones and character sets. */
static const char *const system_folders[] = {
	"/bin", "/dev",  "/etc", "/gnu",  "/lib", "/lib32", "/lib64", "/nix",
	"/opt", "/proc", "/run", "/sbin", "/sys", "/usr",   "/var",
};

static int allow(int ruleset, const char *path, uint64_t access)
{
	struct landlock_path_beneath_attr rule = { .allowed_access = access };
	struct stat st;
	rule.parent_fd = open(path, O_PATH | O_CLOEXEC);
	if (rule.parent_fd < 0)
		return -1;
	if (fstat(rule.parent_fd, &st) == 0 && !S_ISDIR(st.st_mode))
		rule.allowed_access &=
			LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE | ACCESS_FS_TRUNCATE;
	int result = (int)syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
	close(rule.parent_fd);
	return result;
}

/* The folder itself, or the one that a file is in. */
static int folder_of(const char *path, char out[PATH_SIZE])
{
	struct stat st;
	size_t length = strlen(path);
	if (length >= PATH_SIZE)
		return -1;
	memcpy(out, path, length + 1);
	if (stat(path, &st) == 0 && S_ISDIR(st.st_mode))
		return 0;
	char *slash = strrchr(out, '/');
	if (slash)
		slash[slash == out] = '\0';
	else
		memcpy(out, ".", 2);
	return 0;
}

/* The path's folder, and, where links lead from it to another place, that place's: it is what is opened. */
static int allow_named(int ruleset, const char *path, uint64_t access)
{
	char folder[PATH_SIZE], real[PATH_SIZE];
	if (folder_of(path, folder) || allow(ruleset, folder, access))
		return -1;
	return realpath(path, real) && !folder_of(real, folder) ? allow(ruleset, folder, access) : 0;
}

static int allow_folders(int ruleset, const struct sandbox *s, uint64_t writing, struct error *err)
{
	for (size_t i = 0; i < sizeof system_folders / sizeof *system_folders; i++)
		if (allow(ruleset, system_folders[i], READING) && errno != ENOENT && errno != EACCES)
			return error_set(err, "sandbox: %s: %s", system_folders[i], strerror(errno));
	if (allow(ruleset, "/dev/null", READING | LANDLOCK_ACCESS_FS_WRITE_FILE))
		return error_set(err, "sandbox: /dev/null: %s", strerror(errno));
	for (size_t i = 0; i < SANDBOX_FOLDERS; i++) {
		const char *readable = s->readable[i], *writable = s->writable[i];
		if (readable && *readable)
			allow_named(ruleset, readable, READING); /* what is not there is missed where it is wanted */
		if (writable && *writable && allow_named(ruleset, writable, READING | writing))
			return error_set(err, "sandbox: the folder of %s: %s", writable, strerror(errno));
	}
	return 0;
}

static int confine_files(const struct sandbox *s, bool *holds, struct error *err)
{
	long version = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
	if (version < 1)
		return 0;
	uint64_t writing = WRITING | (version >= VERSION_TRUNCATE ? ACCESS_FS_TRUNCATE : 0);
	struct ruleset rules = { .files = READING | writing | LANDLOCK_ACCESS_FS_EXECUTE,
				 .net = version >= VERSION_NET ? ACCESS_NET_BIND_TCP : 0 };
	int ruleset = (int)syscall(SYS_landlock_create_ruleset, &rules,
				   version >= VERSION_NET ? sizeof rules : sizeof rules.files, 0);
	if (ruleset < 0)
		return error_set(err, "sandbox: %s", strerror(errno));
	int result = allow_folders(ruleset, s, writing, err);
	if (!result && syscall(SYS_landlock_restrict_self, ruleset, 0))
		result = error_set(err, "sandbox: %s", strerror(errno));
	close(ruleset);
	*holds = !result;
	return result;
}

/* ---- system calls ---- */

#if defined(__x86_64__)
#define MACHINE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define MACHINE AUDIT_ARCH_AARCH64
#elif defined(__riscv) && __riscv_xlen == 64
#define MACHINE AUDIT_ARCH_RISCV64
#elif defined(__powerpc64__) && defined(__LITTLE_ENDIAN__)
#define MACHINE AUDIT_ARCH_PPC64LE
#else
#define MACHINE 0 /* none whose filters we know */
#endif
#define X32_CALLS 0x40000000u /* the other numbers by which the same calls go on x86-64 */

/* What a program that fetches, parses and stores has no use for, and one that was taken over has. */
static const uint32_t refused_calls[] = {
	SYS_execve,
	SYS_execveat,
#ifndef SANITIZED /* the sanitizers' search for leaks traces its own process */
	SYS_ptrace,
#endif
	SYS_process_vm_readv,
	SYS_process_vm_writev,
	SYS_pidfd_getfd,
	SYS_kcmp,
	SYS_bpf,
	SYS_perf_event_open,
	SYS_userfaultfd,
	SYS_io_uring_setup,
	SYS_keyctl,
	SYS_add_key,
	SYS_request_key,
	SYS_mount,
	SYS_umount2,
	SYS_pivot_root,
	SYS_chroot,
	SYS_unshare,
	SYS_setns,
	SYS_open_by_handle_at,
	SYS_name_to_handle_at,
	SYS_init_module,
	SYS_finit_module,
	SYS_delete_module,
	SYS_kexec_load,
	SYS_reboot,
	SYS_swapon,
	SYS_swapoff,
	SYS_acct,
	SYS_settimeofday,
	SYS_clock_settime,
	SYS_adjtimex,
	SYS_sethostname,
	SYS_setdomainname,
	SYS_personality,
	SYS_quotactl,
	SYS_syslog,
	SYS_vhangup,
	SYS_mknodat,
#ifdef SYS_mknod
	SYS_mknod,
#endif
#ifdef SYS_kexec_file_load
	SYS_kexec_file_load,
#endif
#ifdef SYS_iopl
	SYS_iopl,
	SYS_ioperm,
#endif
};

#define CALLS (sizeof refused_calls / sizeof *refused_calls)
#define BEFORE 5 /* steps before those of the calls; two follow them */

static struct sock_filter load(uint32_t from)
{
	return (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, from);
}

static struct sock_filter answer(uint32_t action)
{
	return (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, action);
}

/* Skips `then` steps if the comparison holds, else `otherwise`. */
static struct sock_filter compare(uint16_t how, uint32_t with, size_t then, size_t otherwise)
{
	return (struct sock_filter)BPF_JUMP((uint16_t)(BPF_JMP | BPF_K | how), with, (uint8_t)then, (uint8_t)otherwise);
}

/* Written out by hand: it needs no memory, and so cannot fail half way. */
static void confine_calls(bool *holds)
{
	struct sock_filter steps[BEFORE + CALLS + 2] = {
		load(offsetof(struct seccomp_data, arch)), compare(BPF_JEQ, MACHINE, 1, 0),
		answer(SECCOMP_RET_KILL_PROCESS),          load(offsetof(struct seccomp_data, nr)),
		compare(BPF_JGE, X32_CALLS, CALLS + 1, 0),
	};
	for (size_t i = 0; i < CALLS; i++)
		steps[BEFORE + i] = compare(BPF_JEQ, refused_calls[i], CALLS - i, 0);
	steps[BEFORE + CALLS] = answer(SECCOMP_RET_ALLOW);
	steps[BEFORE + CALLS + 1] = answer(SECCOMP_RET_ERRNO | EPERM);
	const struct sock_fprog filter = { sizeof steps / sizeof *steps, steps };
	*holds = MACHINE && prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == 0;
}

int sandbox_enter(const struct sandbox *s, struct sandbox_state *state, struct error *err)
{
	*state = (struct sandbox_state){ .files = false };
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
		return error_set(err, "sandbox: %s", strerror(errno));
	if (confine_files(s, &state->files, err))
		return -1;
	confine_calls(&state->calls);
	return 0;
}

#else

int sandbox_enter(const struct sandbox *s, struct sandbox_state *state, struct error *err)
{
	(void)s;
	(void)err;
	*state = (struct sandbox_state){ .files = false };
	return 0;
}

#endif
