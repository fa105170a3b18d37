// Just what is used of libmp3lame, opened at run time.
#include <stddef.h>
#include <stdint.h>

// lame_open opens the library once; 0 if it is not there or is another one.
int lame_open(void);

void *lame_encoder(int rate, int kbit);
int lame_encode(void *e, int16_t *samples, int n, uint8_t *out, int room);
void lame_encoder_close(void *e);
