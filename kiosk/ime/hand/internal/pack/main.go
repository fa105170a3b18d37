// Command pack makes characters.zip, what the recogniser knows, from the stroke
// medians of npm hanzi-writer-data 2.0.1 (Arphic Public License) and the weights of
// single characters in rime-data-pinyin-simp's pinyin_simp.dict.yaml (Apache-2.0).
// hand/load.go describes what is in the archive. The same sources give the same
// bytes, which a test holds against the archive in the repository.
package main

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"flag"
	"io"
	"log"
	"os"
	"path/filepath"
)

func main() {
	medians := flag.String("medians", "", "unpacked folder of hanzi-writer-data: a JSON file a character")
	weights := flag.String("weights", "", "pinyin_simp.dict.yaml")
	to := flag.String("to", "characters.zip", "file to write")
	flag.Parse()
	data, err := build(*medians, *weights)
	if err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile(*to, data, 0o644); err != nil {
		log.Fatal(err)
	}
}

// notice is what the licence asks of a changed file: who, how and when.
const notice = `strokes.bin holds the median lines of the strokes of the 6,763 characters of GB 2312,
from the npm package hanzi-writer-data 2.0.1, which has them from Make Me a Hanzi,
which derived them from the fonts AR PL KaitiM GB and AR PL UKai.
Copyright (C) 1999 Arphic Technology Co., Ltd. Licence: ARPHICPL.TXT beside this file.
Changed for Yizhan in November 2026: outlines left out, lines straightened where they
hardly bend, coordinates rounded to 8 bits and written as steps, y turned to grow
downwards.
Anyone may take this archive and use it under the same licence. There is no warranty.

metric.bin is computed from these lines. weights.bin is how often each character is
used, in steps of a logarithm, from the word list of Android's pinyin input
(rime-data-pinyin-simp), Apache License 2.0.
`

// build makes the archive.
func build(medians, weights string) ([]byte, error) {
	licence, err := os.ReadFile(filepath.Join(medians, "ARPHICPL.TXT"))
	if err != nil {
		return nil, err
	}
	chars, err := readMedians(medians)
	if err != nil {
		return nil, err
	}
	frequent, err := readWeights(weights, chars)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	w.RegisterCompressor(zip.Deflate, func(to io.Writer) (io.WriteCloser, error) {
		return flate.NewWriter(to, flate.BestCompression)
	})
	for _, file := range []struct {
		name string
		data []byte
	}{
		{"NOTICE.txt", []byte(notice)}, {"ARPHICPL.TXT", licence},
		{"strokes.bin", packStrokes(chars)}, {"metric.bin", packMetric(learn(chars))}, {"weights.bin", frequent},
	} {
		f, err := w.Create(file.name)
		if err != nil {
			return nil, err
		}
		if _, err := f.Write(file.data); err != nil {
			return nil, err
		}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
