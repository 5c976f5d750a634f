/* Which network addresses are not of the public internet: loopback, private, link-local, carrier
 * NAT, multicast, reserved, and their disguises inside IPv6. A public server must not be able to
 * send the collector to one of them by a redirect. Pure. */
#ifndef FROTH_FETCH_ADDRESS_H
#define FROTH_FETCH_ADDRESS_H

#include <stdbool.h>
#include <sys/socket.h>

bool address_is_private(const struct sockaddr *address);
/* A numeric address as text ("127.0.0.1", "::1"), "localhost", or a name below it. */
bool address_text_is_private(const char *host);

#endif
