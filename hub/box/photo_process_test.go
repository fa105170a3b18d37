package box_test

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"image"
	"image/color"
	"image/jpeg"
	"io"
	"io/fs"
	"mime/multipart"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var shotOf = regexp.MustCompile(`name="shot" value="([0-9a-f]{32})"`)

// portrait is a telephone's JPEG that says beside the picture whom it shows and where.
func portrait(t *testing.T, says string) []byte {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, 1200, 900))
	for y := range 900 {
		for x := range 1200 {
			n := uint32(x/3*7919+y/3*104729) * 2654435761
			img.Set(x, y, color.RGBA{uint8(n >> 24), uint8(n >> 16), uint8(n >> 8), 255})
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		t.Fatal(err)
	}
	beside := append([]byte{0xff, 0xd8, 0xff, 0xfe, 0, byte(len(says) + 2)}, says...)
	return append(beside, b.Bytes()[2:]...)
}

// photograph scans the screen on a child's page with a telephone, which sends a photo, and
// presses what the screen then offers. It answers the photo as the box keeps it.
func (f *clerk) photograph(phones string, file []byte) []byte {
	f.t.Helper()
	child := f.path
	f.open(child + "/photo").says("手机连上站里的无线网")
	shot := shotOf.FindStringSubmatch(f.page)
	if shot == nil {
		f.t.Fatal("the page waits for no photo")
	}
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	part, err := form.CreateFormFile("upload", "IMG_0001.JPG")
	if err == nil {
		_, err = part.Write(file)
	}
	if err == nil {
		err = form.Close()
	}
	if err != nil {
		f.t.Fatal(err)
	}
	at := "http://" + phones + "/s/" + shot[1]
	for _, want := range []int{http.StatusOK, http.StatusNotFound} { // once, and never again
		res, err := http.Post(at, form.FormDataContentType(), bytes.NewReader(body.Bytes()))
		if err != nil {
			f.t.Fatal(err)
		}
		if res.Body.Close(); res.StatusCode != want {
			f.t.Errorf("the telephone is told %d, want %d", res.StatusCode, want)
		}
	}
	f.send(child+"/photo", url.Values{"shot": {shot[1]}, "go": {"look"}}).says("用这张吗")
	f.send(child+"/photo", url.Values{"shot": {shot[1]}, "go": {"take"}}).says("记好了")
	if !strings.Contains(f.page, `src="/photo/`) {
		f.t.Error("the child's page shows no photo")
	}
	res, err := f.http.Get(f.url + child + "/photo/whole")
	if err != nil {
		f.t.Fatal(err)
	}
	defer res.Body.Close()
	whole, err := io.ReadAll(res.Body)
	if _, _, derr := image.Decode(bytes.NewReader(whole)); err != nil || derr != nil || len(whole) > 300<<10 {
		f.t.Errorf("%d bytes of a photo: %v %v", len(whole), err, derr)
	}
	return whole
}

// keptFiles are the names of files beside the log of a folder.
func keptFiles(t *testing.T, dir string) (names []string) {
	t.Helper()
	all, err := os.ReadDir(filepath.Join(dir, "blob"))
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	for _, e := range all {
		names = append(names, e.Name())
	}
	return names
}

// bared says in which files of a folder bytes lie as they are, in hex or in base64.
func bared(t *testing.T, dir string, secret []byte) (found []string) {
	t.Helper()
	ways := [][]byte{secret, []byte(hex.EncodeToString(secret))}
	for shift := range 3 {
		text := base64.RawStdEncoding.EncodeToString(append(make([]byte, shift), secret...))
		ways = append(ways, []byte(text[4:len(text)-4]))
	}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		body, err := os.ReadFile(path)
		for _, way := range ways {
			if bytes.Contains(body, way) {
				found = append(found, filepath.Base(path))
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}
