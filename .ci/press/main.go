// Press makes a ZIP of the files of a folder for a release: press FOLDER FILE PATTERN ...
package main

import (
	"archive/zip"
	"compress/flate"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

func main() {
	if err := press(os.Args[1], os.Args[2], os.Args[3:]); err != nil {
		fmt.Fprintln(os.Stderr, "press:", err)
		os.Exit(1)
	}
}

func press(folder, to string, patterns []string) error {
	f, err := os.Create(filepath.Join(folder, to))
	if err != nil {
		return err
	}
	z := zip.NewWriter(f)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestCompression) })
	for _, pattern := range patterns {
		names, err := filepath.Glob(filepath.Join(folder, pattern))
		if err != nil {
			return err
		}
		if len(names) == 0 {
			return fmt.Errorf("no %s in %s", pattern, folder)
		}
		for _, name := range names {
			body, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			short, err := filepath.Rel(folder, name)
			if err != nil {
				return err
			}
			w, err := z.Create(filepath.ToSlash(short))
			if err == nil {
				_, err = w.Write(body)
			}
			if err != nil {
				return err
			}
		}
	}
	if err := z.Close(); err != nil {
		return err
	}
	return f.Close()
}
