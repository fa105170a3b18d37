// Package hand recognises the 6,763 characters of GB 2312 written by finger.
package hand
