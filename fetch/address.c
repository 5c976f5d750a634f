#include "fetch/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

/* IANA special-purpose registry, RFC 6890, what is not globally reachable; and multicast. */
static const struct {
	uint32_t network;
	int bits;
} private_networks[] = {
	{ 0x00000000, 8 },  /* 0.0.0.0, this network */
	{ 0x0A000000, 8 },  /* 10.0.0.0 */
	{ 0x64400000, 10 }, /* 100.64.0.0, carrier NAT */
	{ 0x7F000000, 8 },  /* 127.0.0.0, loopback */
	{ 0xA9FE0000, 16 }, /* 169.254.0.0, link-local */
	{ 0xAC100000, 12 }, /* 172.16.0.0 */
	{ 0xC0000000, 24 }, /* 192.0.0.0, protocol assignments */
	{ 0xC0A80000, 16 }, /* 192.168.0.0 */
	{ 0xC6120000, 15 }, /* 198.18.0.0, benchmarks */
	{ 0xE0000000, 4 },  /* 224.0.0.0, multicast */
	{ 0xF0000000, 4 },  /* 240.0.0.0, reserved, and broadcast */
};

static bool is_private_4(uint32_t address)
{
	for (size_t i = 0; i < sizeof private_networks / sizeof *private_networks; i++)
		if ((address ^ private_networks[i].network) >> (32 - private_networks[i].bits) == 0)
			return true;
	return false;
}

static uint32_t read_4(const unsigned char *bytes)
{
	return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

/* Prefixes behind which an IPv4 address hides, and where it stands. */
static const struct {
	unsigned char prefix[12];
	int prefix_length, at;
} disguises[] = {
	{ { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF }, 12, 12 }, /* ::ffff:0:0/96, mapped */
	{ { 0, 0x64, 0xFF, 0x9B }, 12, 12 },                      /* 64:ff9b::/96, translated */
	{ { 0x20, 0x02 }, 2, 2 },                                 /* 2002::/16, 6to4 */
	{ { 0 }, 12, 12 },                                        /* ::/96, compatible; with it :: and ::1 */
};

static bool is_private_6(const unsigned char *a)
{
	for (size_t i = 0; i < sizeof disguises / sizeof *disguises; i++)
		if (!memcmp(a, disguises[i].prefix, (size_t)disguises[i].prefix_length))
			return is_private_4(read_4(a + disguises[i].at));
	return (a[0] & 0xFE) == 0xFC                      /* fc00::/7, local */
	       || (a[0] == 0xFE && (a[1] & 0x80) == 0x80) /* fe80::/10 and the old site-local */
	       || a[0] == 0xFF;                           /* multicast */
}

bool address_is_private(const struct sockaddr *address)
{
	if (address->sa_family == AF_INET) {
		struct sockaddr_in in;
		memcpy(&in, address, sizeof in);
		return is_private_4(ntohl(in.sin_addr.s_addr));
	}
	if (address->sa_family == AF_INET6) {
		struct sockaddr_in6 in6;
		memcpy(&in6, address, sizeof in6);
		return is_private_6(in6.sin6_addr.s6_addr);
	}
	return true; /* a socket of another family never leads to the internet */
}

static bool is_local_name(const char *host)
{
	static const char local[] = "localhost";
	size_t length = strlen(host), n = sizeof local - 1;
	if (length && host[length - 1] == '.')
		length--;
	if (length < n || strncasecmp(host + length - n, local, n) != 0)
		return false;
	return length == n || host[length - n - 1] == '.';
}

bool address_text_is_private(const char *host)
{
	struct in_addr v4;
	struct in6_addr v6;
	if (inet_pton(AF_INET, host, &v4) == 1)
		return is_private_4(ntohl(v4.s_addr));
	char bare[64] = "";
	size_t length = strcspn(host, "%"); /* a zone is no part of the number */
	if (length < sizeof bare)
		memcpy(bare, host, length);
	if (inet_pton(AF_INET6, bare, &v6) == 1)
		return is_private_6(v6.s6_addr);
	return is_local_name(host);
}
