#include "lame.h"
#include <dlfcn.h>
#include <stdarg.h>

// mp3data_struct of lame.h, version 3.98 and on.
struct head {
	int header_parsed, stereo, samplerate, bitrate, mode, mode_ext, framesize;
	unsigned long nsamp;
	int totalframes, framenum;
};

static void *(*init)(void);
static int (*decode1_headers)(void *, uint8_t *, size_t, int16_t *, int16_t *, struct head *);
static int (*leave)(void *);
static int (*report)(void *, void (*)(const char *, va_list));

static int opened;

static void silent(const char *format, va_list args) {
	(void)format;
	(void)args;
}

int hip_open(void) {
	if (opened)
		return opened > 0;
	opened = -1;
	void *so = dlopen("libmp3lame.so.0", RTLD_NOW | RTLD_LOCAL);
	if (so == NULL)
		return 0;
	*(void **)&init = dlsym(so, "hip_decode_init");
	*(void **)&decode1_headers = dlsym(so, "hip_decode1_headers");
	*(void **)&leave = dlsym(so, "hip_decode_exit");
	*(void **)&report = dlsym(so, "hip_set_errorf");
	if (init == NULL || decode1_headers == NULL || leave == NULL || report == NULL)
		return 0;
	opened = 1;
	return 1;
}

void *hip_decoder(void) {
	void *d = init();
	if (d != NULL)
		report(d, silent); // it would write to the log by itself
	return d;
}

int hip_decode_one(void *d, uint8_t *in, size_t n, int16_t *left, int16_t *right, int *rate, int *channels) {
	struct head h = {0};
	int got = decode1_headers(d, in, n, left, right, &h);
	*rate = h.samplerate;
	*channels = h.stereo;
	return got;
}

void hip_decoder_close(void *d) { leave(d); }
