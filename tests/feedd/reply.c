#include "tests/feedd/reply.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <time.h>
#include <zlib.h>

#include "base/paths.h"
#include "tests/feedd/folder.h"

#define BODY_MAX ((size_t)256 << 20)
#define HTTP_DATE "%a, %d %b %Y %H:%M:%S GMT"

static const char portal[] = "<!DOCTYPE html>\n<html><head><title>Welcome to the hotel network</title></head>\n"
			     "<body><form method=\"post\"><button>I accept the terms</button></form></body></html>\n";

static struct reply_header *header_find(struct reply *reply, const char *name)
{
	for (size_t i = 0; i < reply->header_count; i++)
		if (!strcasecmp(reply->headers[i].name, name))
			return &reply->headers[i];
	return NULL;
}

const char *reply_header(const struct reply *reply, const char *name)
{
	for (size_t i = 0; i < reply->header_count; i++)
		if (!strcasecmp(reply->headers[i].name, name))
			return reply->headers[i].value;
	return NULL;
}

/* Sets, replaces, or with an empty value removes a header. Of cookies there may be several. */
static int header_set(struct reply *reply, const char *name, const char *value)
{
	bool several = *value && !strcasecmp(name, "Set-Cookie");
	struct reply_header *header = several ? NULL : header_find(reply, name);
	if (header) {
		free(header->name);
		free(header->value);
		*header = reply->headers[--reply->header_count];
	}
	if (!*value)
		return 0;
	if (reply->header_count == REPLY_HEADERS)
		return -1;
	header = &reply->headers[reply->header_count];
	*header = (struct reply_header){ .name = strdup(name), .value = strdup(value) };
	if (header->name && header->value) {
		reply->header_count++;
		return 0;
	}
	free(header->name);
	free(header->value);
	return -1;
}

/* "Name: value" */
static int header_set_line(struct reply *reply, const char *line)
{
	char name[128];
	size_t length = strcspn(line, ":");
	if (!line[length] || length >= sizeof name)
		return -1;
	memcpy(name, line, length);
	name[length] = '\0';
	line += length + 1;
	return header_set(reply, name, line + strspn(line, " \t"));
}

static int body_set(struct reply *reply, const char *text)
{
	buffer_clear(&reply->body);
	return buffer_append_text(&reply->body, text);
}

/* FILE.headers: a header a line; "Status: N" is the status, an empty value means "do not send it". */
static int sidecar_apply(struct reply *reply, const char *path)
{
	char name[PATH_SIZE];
	struct stat st;
	if ((size_t)snprintf(name, sizeof name, "%s.headers", path) >= sizeof name || stat(name, &st))
		return 0;
	struct buffer text;
	buffer_init(&text, 1 << 16);
	int status = file_read(name, &text, NULL);
	char *rest = NULL;
	for (char *line = text.data ? strtok_r(text.data, "\r\n", &rest) : NULL; line && !status;
	     line = strtok_r(NULL, "\r\n", &rest)) {
		if (!strncasecmp(line, "status:", 7))
			reply->status = (unsigned)strtoul(line + 7, NULL, 10);
		else if (*line != '#')
			status = header_set_line(reply, line);
	}
	buffer_release(&text);
	return status;
}

/* FNV-1a, 64 bits: the same bytes have the same tag, in every run. */
static uint64_t content_hash(const struct buffer *content)
{
	uint64_t hash = UINT64_C(0xcbf29ce484222325);
	for (size_t i = 0; i < content->length; i++)
		hash = (hash ^ (unsigned char)content->data[i]) * UINT64_C(0x100000001b3);
	return hash;
}

static int file_apply(struct reply *reply, const struct reply_request *request, const char *path)
{
	struct stat st;
	char text[64];
	if (!stat(path, &st)) {
		struct tm tm;
		if (file_read(path, &reply->body, NULL))
			return -1;
		strftime(text, sizeof text, HTTP_DATE, gmtime_r(&st.st_mtime, &tm));
		if (header_set(reply, "Last-Modified", text))
			return -1;
	}
	snprintf(text, sizeof text, "\"%016" PRIx64 "\"", content_hash(&reply->body));
	if (header_set(reply, "ETag", text) ||
	    header_set(reply, "Content-Type", folder_type(request->target, reply->body.data, reply->body.length)))
		return -1;
	reply->status = 200;
	return sidecar_apply(reply, path);
}

static int missing_apply(struct reply *reply)
{
	reply->status = 404;
	return header_set(reply, "Content-Type", "text/plain") || body_set(reply, "no payload for this address\n") ? -1
														   : 0;
}

/* A status of an error comes with a line of text instead of the payload, unless the rule names a file. */
static int fault_apply_status(struct reply *reply, const struct fault *fault)
{
	if (!fault->status)
		return 0;
	reply->status = (unsigned)fault->status;
	if (fault->status < 400 || fault->file)
		return 0;
	if (header_set(reply, "ETag", "") || header_set(reply, "Last-Modified", "") ||
	    header_set(reply, "Content-Type", "text/plain"))
		return -1;
	return body_set(reply, "the fault script answers so\n");
}

static int fault_apply_headers(struct reply *reply, const struct reply_request *request)
{
	const struct fault *fault = request->fault;
	char broken[64];
	snprintf(broken, sizeof broken, "not-quoted-%ld", request->number);
	if (fault->redirect && !fault->status)
		reply->status = 302;
	if ((fault->redirect && header_set(reply, "Location", fault->redirect)) ||
	    (fault->retry_after && header_set(reply, "Retry-After", fault->retry_after)) ||
	    (fault->etag && header_set(reply, "ETag", fault->etag)) ||
	    (fault->etag_broken && (header_set(reply, "ETag", broken) || header_set(reply, "Last-Modified", ""))) ||
	    (fault->header && header_set_line(reply, fault->header)))
		return -1;
	return fault->type ? header_set(reply, "Content-Type", fault->type) : 0;
}

static int fault_apply(struct reply *reply, const struct reply_request *request)
{
	const struct fault *fault = request->fault;
	if (fault_apply_status(reply, fault))
		return -1;
	if (fault->html && (body_set(reply, portal) || header_set(reply, "Content-Type", "text/html; charset=utf-8") ||
			    header_set(reply, "ETag", "") || header_set(reply, "Last-Modified", "")))
		return -1;
	if (fault->cut >= 0 && (size_t)fault->cut < reply->body.length)
		reply->body.length = (size_t)fault->cut;
	return fault_apply_headers(reply, request);
}

/* Whether the client's validator names what we have. The content's own tag goes on fitting where the script
 * gives another, so that a script can hand out a new tag with a 304. */
static bool is_unchanged(const struct reply *reply, const struct reply_request *request, const char *own_tag)
{
	const char *tag = reply_header(reply, "ETag"), *modified = reply_header(reply, "Last-Modified");
	if (request->fault && request->fault->etag_broken)
		return false;
	if (request->if_none_match) {
		const char *list = request->if_none_match;
		char hash[64] = "";
		if (own_tag)
			snprintf(hash, sizeof hash, "%.*s", (int)strlen(own_tag) - 1, own_tag);
		return !strcmp(list, "*") || (tag && strstr(list, tag)) || (*hash && strstr(list, hash));
	}
	struct tm theirs = { 0 }, ours = { 0 };
	return request->if_modified_since && modified && strptime(request->if_modified_since, HTTP_DATE, &theirs) &&
	       strptime(modified, HTTP_DATE, &ours) && timegm(&theirs) >= timegm(&ours);
}

/* Compresses `length` bytes at `bytes`, `times` times over, as one gzip member. */
static int gzip_append(struct buffer *out, char *bytes, size_t length, int64_t times)
{
	z_stream z = { 0 };
	char block[1 << 14];
	if (deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
		return -1;
	int status = 0;
	for (int64_t i = 0; i < times && !status; i++) {
		z.next_in = (unsigned char *)bytes;
		z.avail_in = (unsigned)length;
		do {
			z.next_out = (unsigned char *)block;
			z.avail_out = sizeof block;
			deflate(&z, i + 1 == times ? Z_FINISH : Z_NO_FLUSH);
			status = buffer_append(out, block, sizeof block - z.avail_out);
		} while (!status && !z.avail_out);
	}
	deflateEnd(&z);
	return status;
}

static int body_take(struct reply *reply, struct buffer *packed)
{
	buffer_release(&reply->body);
	reply->body = *packed;
	return header_set(reply, "Content-Encoding", "gzip");
}

static int bomb_apply(struct reply *reply, int64_t megabytes)
{
	struct buffer packed;
	buffer_init(&packed, BODY_MAX);
	char *blanks = malloc(1 << 20);
	if (!blanks)
		return -1;
	memset(blanks, ' ', 1 << 20);
	int status = gzip_append(&packed, blanks, 1 << 20, megabytes);
	free(blanks);
	if (!status)
		return body_take(reply, &packed);
	buffer_release(&packed);
	return -1;
}

/* The tag of a representation is its own: HASH-gzip for the packed form of HASH. */
static int tag_mark_gzip(struct reply *reply, const char *own_tag)
{
	const char *tag = reply_header(reply, "ETag");
	if (!tag || !own_tag || strcmp(tag, own_tag) != 0)
		return 0;
	char marked[64];
	snprintf(marked, sizeof marked, "%.*s-gzip\"", (int)strlen(own_tag) - 1, own_tag);
	return header_set(reply, "ETag", marked);
}

static bool wants_gzip(const struct reply *reply, const struct reply_request *request)
{
	if (request->fault && (request->fault->identity || request->fault->endless))
		return false;
	return request->accept_encoding && strstr(request->accept_encoding, "gzip") && reply->body.length &&
	       !reply_header(reply, "Content-Encoding");
}

static int encoding_apply(struct reply *reply, const struct reply_request *request, const char *own_tag)
{
	if (request->fault && request->fault->bomb_mb)
		return bomb_apply(reply, request->fault->bomb_mb);
	if (!wants_gzip(reply, request))
		return 0;
	struct buffer packed;
	buffer_init(&packed, BODY_MAX);
	if (gzip_append(&packed, reply->body.data, reply->body.length, 1)) {
		buffer_release(&packed);
		return -1;
	}
	if (request->fault && request->fault->gzip_broken)
		memset(packed.data + packed.length - 8, 0x55, 8);
	return body_take(reply, &packed) || tag_mark_gzip(reply, own_tag) ||
			       header_set(reply, "Vary", "Accept-Encoding")
		       ? -1
		       : 0;
}

static int reply_fill(struct reply *reply, const struct reply_request *request)
{
	char path[PATH_SIZE], own_tag[64] = "";
	const char *target = request->fault && request->fault->file ? request->fault->file : request->target;
	int status = folder_find(request->root, target, path) ? file_apply(reply, request, path) : missing_apply(reply);
	if (status)
		return -1;
	const char *tag = reply_header(reply, "ETag");
	if (tag && strlen(tag) < sizeof own_tag - 8)
		memcpy(own_tag, tag, strlen(tag) + 1);
	if (request->fault && fault_apply(reply, request))
		return -1;
	if (reply->status == 200 && is_unchanged(reply, request, *own_tag ? own_tag : NULL))
		reply->status = 304;
	if (reply->status == 304 || reply->status == 204) {
		buffer_clear(&reply->body);
		return 0;
	}
	return encoding_apply(reply, request, *own_tag ? own_tag : NULL);
}

int reply_init(struct reply *reply, const struct reply_request *request)
{
	*reply = (struct reply){ 0 };
	buffer_init(&reply->body, BODY_MAX);
	if (!reply_fill(reply, request))
		return 0;
	reply_release(reply);
	return -1;
}

void reply_release(struct reply *reply)
{
	for (size_t i = 0; i < reply->header_count; i++) {
		free(reply->headers[i].name);
		free(reply->headers[i].value);
	}
	buffer_release(&reply->body);
	reply->header_count = 0;
}
