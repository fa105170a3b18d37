// Just what is used of libmp3lame, opened at run time.
#include <stddef.h>
#include <stdint.h>

// lame_open opens the library once; 0 if it is not there or is another one.
int lame_open(void);

void *lame_encoder(int rate, int kbit);
int lame_encode(void *e, int16_t *samples, int n, uint8_t *out, int room);
void lame_encoder_close(void *e);

// hip_open opens the library's decoder once; 0 if there is none.
int hip_open(void);

void *hip_decoder(void);
// hip_decode_one takes bytes in and gives one frame at most, of up to 1152 samples a
// channel: how many, 0 where more bytes are wanted, less where these are no MP3. Called
// with none, it goes on with those that it has.
int hip_decode_one(void *d, uint8_t *in, size_t n, int16_t *left, int16_t *right, int *rate, int *channels);
void hip_decoder_close(void *d);
