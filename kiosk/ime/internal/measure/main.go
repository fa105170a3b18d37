// Command measure says how often a character of a name stands first, and among the
// first eight, when its syllable is typed: weighed by how many people bear it. It
// reads givenname.csv and familyname.csv of the package ChineseNames (Bao, 2021; its
// figures may not be sold on, so they are no part of this repository):
//
//	go run ./kiosk/ime/internal/measure --from data-csv
package main

import (
	"encoding/csv"
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"yizhan/kiosk/ime"
)

// cohort is a column of givenname.csv and how somebody of it is asked for.
type cohort struct {
	column string
	born   int
	mode   ime.Mode
}

var cohorts = []cohort{
	{"n.1930_1959", 1950, ime.Adult}, {"n.1960_1969", 1965, ime.Adult}, {"n.1970_1979", 1975, ime.Adult},
	{"n.1980_1989", 1985, ime.Adult}, {"n.1990_1999", 1995, ime.Adult}, {"n.2000_2008", 2005, ime.Child},
}

func main() {
	from := flag.String("from", ".", "folder of the CSV files")
	flag.Parse()
	if err := run(*from); err != nil {
		log.Fatal(err)
	}
}

func run(from string) error {
	family, err := read(filepath.Join(from, "familyname.csv"))
	if err != nil {
		return err
	}
	given, err := read(filepath.Join(from, "givenname.csv"))
	if err != nil {
		return err
	}
	fmt.Println("given names by       the mode alone      with the year     of all that could be first, of eight")
	for _, c := range cohorts {
		var byMode, byYear, best tally
		for _, row := range given {
			weight, syllable := number(row[c.column]), strings.TrimRight(row["pinyin"], "1234567890")
			byMode.add(rank(ime.Ask{Letters: syllable, Mode: c.mode}, row["character"]), weight)
			byYear.add(rank(ime.Ask{Letters: syllable, Mode: c.mode, Born: c.born}, row["character"]), weight)
			better := 0
			for _, other := range given {
				if strings.TrimRight(other["pinyin"], "1234567890") == syllable && number(other[c.column]) > weight {
					better++
				}
			}
			best.add(better, weight)
		}
		fmt.Printf("%-18s %v   %v   %v\n", c.column, byMode, byYear, best)
	}
	var surnames tally
	for _, row := range family {
		if s := row["surname"]; utf8.RuneCountInString(s) == 1 {
			surnames.add(rankOfSurname(s), number(row["n.1930_2008"]))
		}
	}
	fmt.Printf("%-18s %v\n", "surnames", surnames)
	return nil
}

// tally counts people.
type tally struct{ first, eight, all float64 }

func (t *tally) add(rank int, people float64) {
	t.all += people
	if rank == 0 {
		t.first += people
	}
	if rank < 8 {
		t.eight += people
	}
}

func (t tally) String() string {
	return fmt.Sprintf("%5.1f %% %5.1f %%", 100*t.first/t.all, 100*t.eight/t.all)
}

const nowhere = 1 << 20

func rank(a ime.Ask, want string) int {
	at := slices.IndexFunc(a.Choices(), func(c ime.Choice) bool { return c.Text == want })
	if at < 0 {
		return nowhere
	}
	return at
}

// rankOfSurname types the best of the ways in which it may be said.
func rankOfSurname(s string) int {
	best := nowhere
	for _, syllable := range ime.SurnameSpelled(s) {
		best = min(best, rank(ime.Ask{Letters: syllable, Mode: ime.Surname}, s))
	}
	return best
}

func number(s string) float64 {
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return 0 // an empty cell
	}
	return f
}

func read(path string) ([]map[string]string, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	lines, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(data), "\ufeff"))).ReadAll()
	if err != nil {
		return nil, err
	}
	var rows []map[string]string
	for _, line := range lines[1:] {
		row := map[string]string{}
		for i, cell := range line {
			row[lines[0][i]] = cell
		}
		rows = append(rows, row)
	}
	return rows, nil
}
