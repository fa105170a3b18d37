package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
)

// records is how many records are carried.
const records = 10_000

// record is one of them, the same for every system.
type record struct {
	ID      string `json:"_id"` // 32 hex digits
	Text    string `json:"title"`
	Minutes int    `json:"minutes"`
}

// someRecords are made up from a fixed seed; each has a text of 400 B as a care
// worker writes them.
func someRecords() []record {
	random := rand.New(rand.NewPCG(1, 400))
	words := []string{"吃奶", "辅食", "睡眠", "大运动", "精细动作", "语言", "出牙", "户外", "预防接种", "家长课堂", "看护人", "奶奶"}
	all := make([]record, records)
	for i := range all {
		var text string
		for len(text) < 388 {
			if text += words[random.IntN(len(words))]; random.IntN(3) == 0 {
				text += fmt.Sprint(random.IntN(100), "。")
			}
		}
		all[i] = record{ID: fmt.Sprintf("%016x%016x", random.Uint64(), random.Uint64()), Text: text, Minutes: 1 + i%480}
	}
	return all
}

// writeRecords writes a line of JSON for each.
func writeRecords(name string, all []record) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	defer f.Close()
	lines := json.NewEncoder(f)
	for _, r := range all {
		if err := lines.Encode(r); err != nil {
			return err
		}
	}
	return f.Close()
}
