/* Made by the Makefile here: a line for each kind of maps with a file of its own. */
#include "map_sockets.c"
#include "map_storage.c"
#include "map_user_ring.c"
