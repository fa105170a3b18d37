package media_test

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"testing/synctest"
	"time"

	"yizhan/hub"
	"yizhan/media"
)

// A recording is one file to a browser, however it was encoded: it says how long it is,
// and is heard from anywhere in it.
func TestReplayIsAFile(t *testing.T) {
	for name, without := range map[string]bool{"audio/mpeg": false, "audio/wav": true} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			var s *stage
			synctest.Test(t, func(t *testing.T) {
				s = newStage(dir, t.Context())
				defer s.leave()
				if without {
					s.WithoutMP3()
				}
				if err := s.Begin(lesson); err != nil {
					t.Fatal(err)
				}
				time.Sleep(12 * time.Second)
				if got := s.State().Format.MIME; got != name {
					t.Skip("NOT TESTED: MP3; there is no libmp3lame (.ci/test installs it)")
				}
				s.End()
			})
			open := func() *media.Replay {
				r, err := s.keep.Open(lesson, 2*time.Second, 10*time.Second)
				if err != nil {
					t.Fatal(err)
				}
				t.Cleanup(func() { r.Close() })
				return r
			}
			r := open()
			if r.MIME != name || r.Length < 7900*time.Millisecond || r.Length > 8100*time.Millisecond {
				t.Errorf("eight seconds are %v of %s", r.Length, r.MIME)
			}
			all, err := io.ReadAll(r)
			if err != nil {
				t.Fatal(err)
			}
			samples, err := decoded(t, all)
			if err != nil || len(samples) < 7.8*media.Rate || len(samples) > 8.1*media.Rate {
				t.Errorf("%d samples, %v", len(samples), err)
			}
			hears(t, "eight seconds", samples[media.Rate/2:], whistle)
			if name == "audio/mpeg" && (!bytes.Contains(all[:40], []byte("Info")) || len(all)%288 != 0) {
				t.Errorf("it begins with %q", all[:40])
			}
			for _, part := range [][2]int{{0, 1}, {30, 60}, {len(all) / 2, len(all)/2 + 5000}, {len(all) - 1, len(all)}} {
				w, req := httptest.NewRecorder(), httptest.NewRequest("GET", "/", nil)
				req.Header.Set("Range", fmt.Sprintf("bytes=%d-%d", part[0], part[1]-1))
				http.ServeContent(w, req, "", time.Time{}, open())
				if w.Code != http.StatusPartialContent || !bytes.Equal(w.Body.Bytes(), all[part[0]:part[1]]) {
					t.Errorf("%v: %d, and %d other bytes", part, w.Code, w.Body.Len())
				}
			}
			for _, none := range [][2]time.Duration{{time.Minute, 0}, {5 * time.Second, 4 * time.Second}, {1 << 62, 0}} {
				if _, err := s.keep.Open(lesson, none[0], none[1]); hub.CodeOf(err) != hub.CodeNotFound {
					t.Errorf("%v: %v", none, err)
				}
			}
			if r, err := s.keep.Open(lesson, -5, 1<<62); err != nil || r.Length < 11*time.Second {
				t.Errorf("all of it: %v", err)
			}
		})
	}
}

// A class that began with one encoder goes on with it where it can.
func TestEncoderThatComesAndGoes(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		another := hub.DeriveID("class", hub.ID{1}, "two")
		record := func(id hub.ID) string {
			if err := s.Begin(id); err != nil {
				t.Fatal(err)
			}
			time.Sleep(5 * time.Second)
			defer time.Sleep(time.Second)
			defer s.End()
			return s.State().Format.MIME
		}
		if record(lesson) == "audio/wav" {
			t.Skip("NOT TESTED: MP3; there is no libmp3lame (.ci/test installs it)")
		}
		s.WithoutMP3()
		if err := s.Begin(lesson); hub.CodeOf(err) != hub.CodeConflict || s.State().Open {
			t.Errorf("blocks behind MP3: %v", err)
		}
		record(another)
		s.WithMP3()
		if got := record(another); got != "audio/wav" {
			t.Errorf("it goes on as %s", got)
		}
		if d, err := s.keep.Length(another); err != nil || d < 8*time.Second {
			t.Errorf("twice five seconds are %v, %v", d, err)
		}
	})
}
