package box

import (
	"io/fs"
	"os"
	"strconv"
	"strings"

	"yizhan/kiosk/station"
)

// powerFolder is where Linux says what feeds the machine: a folder for each supply, with
// files of one word (kernel Documentation/ABI/testing/sysfs-class-power). Most boxes have
// none, and other systems no such folder: nothing is known there.
const powerFolder = "/sys/class/power_supply"

func power() station.Power { return powerIn(os.DirFS(powerFolder)) }

// powerIn reads what feeds the machine. A mouse's battery does not.
func powerIn(folder fs.FS) (p station.Power) {
	p.Percent = -1
	supplies, err := fs.ReadDir(folder, ".")
	if err != nil {
		return p
	}
	charge, batteries := 0, 0
	left, takes, tells := 0, 0, 0 // µWh and µW, or µAh and µA
	for _, s := range supplies {
		word := func(name string) string {
			text, err := fs.ReadFile(folder, s.Name()+"/"+name)
			if err != nil {
				return ""
			}
			return strings.TrimSpace(string(text))
		}
		if word("scope") == "Device" || word("present") == "0" {
			continue
		}
		switch word("type") {
		case "Mains", "USB":
			p.Plugged = p.Plugged || word("online") != "" && word("online") != "0"
		case "Battery", "UPS":
			p.Battery = true
			switch word("status") {
			case "Charging", "Full", "Not charging": // only what is plugged in says so
				p.Plugged = true
			}
			if n, err := strconv.Atoi(word("capacity")); err == nil && n >= 0 {
				charge, batteries = charge+min(n, 100), batteries+1
			}
			for _, in := range [][2]string{{"energy_now", "power_now"}, {"charge_now", "current_now"}} {
				has, _ := strconv.Atoi(word(in[0])) // 0 is what does not say
				flows, _ := strconv.Atoi(word(in[1]))
				if flows = max(flows, -flows); has > 0 && flows > 0 { // some count what flows out below zero
					left, takes, tells = has, flows, tells+1
					break
				}
			}
		}
	}
	if batteries > 0 {
		p.Percent = charge / batteries
	}
	if tells == 1 && batteries == 1 && !p.Plugged { // of two that are emptied one after the other nobody says it
		p.Minutes = left * 60 / takes
	}
	return p
}
