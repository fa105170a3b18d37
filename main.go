// Yizhan 驿站 is one program for the box of a village care station, and for its
// county: see README.md.
package main

import (
	"os"

	"yizhan/hub/cli"
)

func main() {
	os.Exit(cli.Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}
