#include "tests/cli/child.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

#include <cmocka.h>

struct child child_start(struct collect_options options)
{
	int in[2], out[2];
	assert_int_equal(pipe(in), 0);
	assert_int_equal(pipe(out), 0);
	struct child c = { .input = in[1], .output = out[0] };
	c.pid = fork();
	if (c.pid == 0) {
		struct error err;
		dup2(in[0], STDIN_FILENO);
		close(in[0]);
		close(in[1]);
		close(out[0]);
		options.out = fdopen(out[1], "w");
		options.once = false;
		options.child = true;
		_exit(collect_run(&options, &err) ? 1 : 0);
	}
	close(in[0]);
	close(out[1]);
	return c;
}
