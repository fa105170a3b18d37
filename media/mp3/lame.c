#include "lame.h"
#include <dlfcn.h>

static void *(*init)(void);
static int (*set_in_samplerate)(void *, int);
static int (*set_out_samplerate)(void *, int);
static int (*set_num_channels)(void *, int);
static int (*set_mode)(void *, int);
static int (*set_brate)(void *, int);
static int (*set_quality)(void *, int);
static int (*set_disable_reservoir)(void *, int);
static int (*set_bWriteVbrTag)(void *, int);
static int (*init_params)(void *);
static int (*encode_buffer)(void *, const int16_t *, const int16_t *, int, uint8_t *, int);
static int (*close_encoder)(void *);

static int opened;

int lame_open(void) {
	if (opened)
		return opened > 0;
	opened = -1;
	void *so = dlopen("libmp3lame.so.0", RTLD_NOW | RTLD_LOCAL);
	if (so == NULL)
		return 0;
	struct {
		const char *name;
		void **at;
	} wanted[] = {
		{"lame_init", (void **)&init},
		{"lame_set_in_samplerate", (void **)&set_in_samplerate},
		{"lame_set_out_samplerate", (void **)&set_out_samplerate},
		{"lame_set_num_channels", (void **)&set_num_channels},
		{"lame_set_mode", (void **)&set_mode},
		{"lame_set_brate", (void **)&set_brate},
		{"lame_set_quality", (void **)&set_quality},
		{"lame_set_disable_reservoir", (void **)&set_disable_reservoir},
		{"lame_set_bWriteVbrTag", (void **)&set_bWriteVbrTag},
		{"lame_init_params", (void **)&init_params},
		{"lame_encode_buffer", (void **)&encode_buffer},
		{"lame_close", (void **)&close_encoder},
	};
	for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
		if ((*wanted[i].at = dlsym(so, wanted[i].name)) == NULL)
			return 0;
	opened = 1;
	return 1;
}

void *lame_encoder(int rate, int kbit) {
	void *e = init();
	if (e == NULL)
		return NULL;
	const int mono = 3; // MPEG_mode
	if (set_in_samplerate(e, rate) < 0 || set_out_samplerate(e, rate) < 0 || set_num_channels(e, 1) < 0 ||
	    set_mode(e, mono) < 0 || set_brate(e, kbit) < 0 || set_quality(e, 5) < 0 || set_disable_reservoir(e, 1) < 0 ||
	    set_bWriteVbrTag(e, 0) < 0 || init_params(e) < 0) {
		close_encoder(e);
		return NULL;
	}
	return e;
}

int lame_encode(void *e, int16_t *samples, int n, uint8_t *out, int room) {
	return encode_buffer(e, samples, samples, n, out, room);
}

void lame_encoder_close(void *e) { close_encoder(e); }
