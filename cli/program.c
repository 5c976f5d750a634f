#include "cli/program.h"

#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

/* A standard stream that is closed would be given to the next file that is opened, and messages would
 * go into the store. Read-only, so that writing there fails as it should. */
static void hold_standard_streams(void)
{
	for (int fd = 0; fd <= 2; fd++)
		if (fcntl(fd, F_GETFD) < 0 && errno == EBADF)
			(void)!open("/dev/null", O_RDONLY);
}

/* A closed pipe and a full quota are errors of one write, not the end of the process. */
static void ignore_signals(void)
{
	struct sigaction ignore = { .sa_handler = SIG_IGN };
	sigaction(SIGPIPE, &ignore, NULL);
	sigaction(SIGXFSZ, &ignore, NULL);
}

static int print_static(const struct arguments *args, struct error *err)
{
	int code = EXIT_DONE;
	if (args->given[ARGUMENT_HELP])
		command_print_help(args->command, stdout);
	else
		printf("froth %s\n", FROTH_VERSION);
	output_finish(stdout, &code, err);
	return code;
}

/* Commands about the file itself say what is wrong with it as their answer. */
void program_complain(const struct invocation *v)
{
	static const char *const about_it[] = { "config", "watch", "import" };
	for (size_t i = 0; i < sizeof about_it / sizeof *about_it; i++)
		if (!strcmp(v->args->command->name, about_it[i]))
			return;
	if (v->config_failed)
		fprintf(stderr, "froth: %s (the defaults hold)\n", v->config_error.text);
}

static int invoke(const struct arguments *args, char **argv, int (*run)(struct invocation *, char **, struct error *),
		  struct error *err)
{
	struct invocation v;
	int code = EXIT_FAILED;
	if (invocation_init(&v, args, err) == 0) {
		code = run(&v, argv, err);
	}
	invocation_release(&v);
	return code;
}

int program_main(int argc, char **argv, int (*run)(struct invocation *v, char **argv, struct error *err))
{
	struct error err = { "" };
	struct arguments args;
	hold_standard_streams();
	ignore_signals();
	setlocale(LC_CTYPE, "");
	int code;
	if (arguments_parse(&args, argc, argv, &err))
		code = EXIT_USAGE;
	else if (args.given[ARGUMENT_HELP] || args.given[ARGUMENT_VERSION])
		code = print_static(&args, &err);
	else
		code = invoke(&args, argv, run, &err);
	if (code != EXIT_DONE && *err.text)
		fprintf(stderr, "froth: %s\n", err.text);
	arguments_release(&args);
	return code;
}

int program_find_collector(char out[PATH_SIZE], struct error *err)
{
	static const char *const places[] = { "/froth-collect", "/../libexec/froth/froth-collect" };
	char own[PATH_SIZE];
	ssize_t n = readlink("/proc/self/exe", own, sizeof own - 1);
	own[n > 0 ? n : 0] = '\0';
	char *slash = strrchr(own, '/');
	if (slash)
		*slash = '\0';
	for (size_t i = 0; slash && i < sizeof places / sizeof *places; i++)
		if (snprintf(out, PATH_SIZE, "%s%s", own, places[i]) < PATH_SIZE && access(out, X_OK) == 0)
			return 0;
	return error_set(err, "cannot find the program froth-collect beside froth or in libexec/froth");
}
