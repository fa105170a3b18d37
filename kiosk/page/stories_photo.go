//go:build !release

package page

import (
	"bytes"
	"encoding/base64"
	"html/template"
	"image"
	"image/color"
	"image/jpeg"
)

// photoStories are a child's photo: scanned for, come, on its page; and what the telephone
// shows.
func photoStories() []Story {
	picture, err := QR("http://192.168.8.1/s/00112233445566778899aabbccddeeff", "手机扫这张图")
	if err != nil {
		panic(err) // the address is a constant
	}
	at := "/child/c01/photo"
	ask := PhotoAsk{Frame: frame("王梓涵", "照片", "/child/c01"), Action: at, Shot: "00", What: "给王梓涵拍一张", QR: picture, Prev: "/child/c01"}
	came, none := ask, ask
	came.Came = made(256)
	none.QR = ""
	none.Sticks = []Choice{{Value: "1", Text: "小涵吃饭"}, {Value: "2", Text: "小涵睡觉"}}
	none.Errors = Errors{"file": "这张照片没有送全，或者坏了一段。手机上的还在，请再送一次。"}
	show := PhotoShow{Frame: ask.Frame, Action: at, Thumb: made(128), Says: "照片还没有传到这台机器上。小的那张照样看得到，连上网会自己来。", New: at + "?new=1"}
	send := PhoneSend{Frame: Frame{Title: "送照片", Request: "00112233445566778899aabbccddeeff"}, Action: "/s/00112233445566778899aabbccddeeff"}
	return []Story{
		{"photo-ask", "拍照片：手机扫屏幕上的图", ask}, {"photo-came", "拍照片：手机送来了", came},
		{"photo-stick", "拍照片：手机送不过来，U 盘上有", none}, {"photo-show", "孩子的照片：大的还没到", show},
		{"phone-send", "手机上：送照片", send},
	}
}

// made is a picture of nobody.
func made(side int) template.URL {
	img := image.NewRGBA(image.Rect(0, 0, side, side))
	for y := range side {
		for x := range side {
			img.Set(x, y, color.RGBA{uint8(160 + 60*y/side), uint8(140 + 50*x/side), 110, 255})
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		panic(err) // it is written to memory
	}
	return template.URL("data:image/jpeg;base64," + base64.StdEncoding.EncodeToString(b.Bytes()))
}
