package box

import (
	"encoding/binary"
	"io"
	"log/slog"
	"math"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/class"
	"yizhan/kiosk"
	"yizhan/kiosk/public"
	"yizhan/kiosk/web"
	"yizhan/media/adpcm"
)

// hum is the microphone of a box without an MP3 encoder, before which somebody hums.
type hum struct{ tones }

const humPitch = 1000 // Hz

func (o *hum) State() class.SoundState {
	return class.SoundState{Format: class.Format{MIME: "audio/wav", Bytes: adpcm.BlockBytes, Lasts: 36 * time.Millisecond}}
}

// A box without an MP3 encoder is heard in a browser that plays by itself: a WAV file, whose
// end nobody knows, of what is hummed.
func TestPlainSoundOfABoxWithoutAnEncoder(t *testing.T) {
	t.Parallel()
	sound := &hum{tones{ears: map[*toneEar]bool{}}}
	room := class.New(oneClass{}, sound, &stillClock{at: time.Now()})
	of := hub.NewID()
	if _, err := room.Open(t.Context(), hub.Actor{}, hub.NewID(), of); err != nil {
		t.Fatal(err)
	}
	log := slog.New(slog.DiscardHandler)
	server := httptest.NewServer(kiosk.Phones(&public.Public{Class: room, Families: nobodyKept{}, Samples: samples, Log: log}, web.OwnHosts(), log))
	defer server.Close()
	seat := ""
	post := func(path string, form url.Values) string {
		t.Helper()
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, server.URL+path, strings.NewReader(form.Encode()))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		req.Header.Set("X-Seat", seat)
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		if s := res.Header.Get("X-Seat"); s != "" {
			seat = s
		}
		body, err := io.ReadAll(res.Body)
		if err != nil {
			t.Fatal(err)
		}
		return string(body)
	}
	post("/c/in", url.Values{"code": {class.Code(of)}})
	ear := regexp.MustCompile(`data-ear="([0-9a-f]+)".* data-plays="wav"`).FindStringSubmatch(post("/c/do", url.Values{"do": {"who"}, "value": {"mother"}}))
	if ear == nil {
		t.Fatal("the page does not say that it can be heard so")
	}
	res, err := http.Get(server.URL + "/c/live.wav?e=" + ear[1])
	if err != nil || res.StatusCode != http.StatusOK {
		t.Fatal(res, err)
	}
	defer res.Body.Close()
	go func() {
		var e adpcm.Encoder
		for block := range 28 { // a second
			var in [adpcm.BlockSamples]int16
			for i := range in {
				in[i] = int16(12000 * math.Sin(2*math.Pi*humPitch*float64(block*len(in)+i)/16000))
			}
			sound.tell(e.Encode(nil, &in))
		}
	}()
	heard := make([]byte, 44+2*16000)
	if _, err := io.ReadFull(res.Body, heard); err != nil {
		t.Fatal(err)
	}
	if head := string(heard[:44]); head[:4] != "RIFF" || head[8:16] != "WAVEfmt " || binary.LittleEndian.Uint32(heard[24:]) != 16000 || head[36:] != "data\xff\xff\xff\xff" {
		t.Errorf("it begins with %q", head)
	}
	turns, up := 0, true
	for i := 44; i < len(heard); i += 2 {
		if s := int16(binary.LittleEndian.Uint16(heard[i:])); (s >= 0) != up && (s > 500 || s < -500) {
			turns, up = turns+1, s >= 0
		}
	}
	if pitch := float64(turns) / 2; math.Abs(pitch-humPitch) > 2 {
		t.Errorf("%.1f Hz are heard, %d were hummed", pitch, humPitch)
	}
}
