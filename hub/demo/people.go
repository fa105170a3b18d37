package demo

import (
	"fmt"
	"math/rand/v2"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/desk"
)

// Made-up people: any likeness to real ones is chance. The characters are common
// in names; nothing here is taken from a list of persons.
var (
	surnames  = []rune("王李张刘陈杨赵黄周吴徐孙马朱胡郭何高林郑申崔秦韩冯牛")
	givenKids = []string{"梓涵", "浩然", "雨桐", "沐阳", "一诺", "子墨", "可欣", "思源", "佳怡", "浩宇", "语嫣", "若曦",
		"天佑", "果果", "豆豆", "安安", "明哲", "欣妍", "宇轩", "诗涵", "俊杰", "依然", "子轩", "梦瑶", "嘉禾", "小满"}
	grandmothers = []string{"秀英", "桂兰", "玉珍", "春梅", "改莲", "引娣"}
	grandfathers = []string{"建国", "保平", "福生", "有才", "根生", "满仓"}
	mothers      = []string{"丽", "静", "敏", "燕", "霞", "娟"}
	fathers      = []string{"强", "伟", "军", "鹏", "勇", "亮"}
	nicks        = []string{"豆豆", "果果", "毛毛", "妞妞", "石头", "圆圆", "乐乐", "小宝"}
)

// maker draws people, always the same ones for a seed.
type maker struct {
	*rand.Rand
	phones int
}

func pick[T any](m *maker, from []T) T { return from[m.IntN(len(from))] }

func (m *maker) surname() string { return string(pick(m, surnames)) }

// phone is a number that nobody has: the exchange 1300000 is not given out.
func (m *maker) phone() string {
	m.phones++
	return fmt.Sprintf("1300000%04d", m.phones)
}

// birth is a day in the last three years.
func (m *maker) birth(today hub.Day) hub.Day { return today.Add(-30 - m.IntN(3*365-60)) }

// identity is a well-formed number of the made-up township's county, with a
// checksum that is right, so that forms take it.
func identity(county string, birth hub.Day, sex string, n int) string {
	t, _ := birth.Time()
	serial := n % 990
	if odd := serial%2 == 1; odd != (sex == "1") {
		serial++
	}
	first := county + t.Format("20060102") + fmt.Sprintf("%03d", serial)
	digit, ok := care.IdentityDigit(first)
	if !ok {
		return ""
	}
	return first + string(digit)
}

// family draws a child's people: a grandmother or grandfather at hand, parents who
// are often away (留守、隔代抚养).
func (m *maker) family(surname string) []desk.Person {
	elder := desk.Person{
		Name: m.surname() + pick(m, grandmothers), Kinship: "paternal-grandmother", Phone: m.phone(),
		Carer: true, Pickup: true, Adult: true,
	}
	switch m.IntN(6) {
	case 0:
		elder.Kinship = "maternal-grandmother"
	case 1:
		elder.Name, elder.Kinship = surname+pick(m, grandfathers), "paternal-grandfather"
	case 2:
		elder.Name, elder.Kinship = m.surname()+pick(m, grandfathers), "maternal-grandfather"
	}
	away := m.IntN(2) == 0
	father := desk.Person{Name: surname + pick(m, fathers), Kinship: "father", Guardian: true, Away: away, Phone: m.phone()}
	mother := desk.Person{Name: m.surname() + pick(m, mothers), Kinship: "mother", Guardian: true, Away: away && m.IntN(3) > 0, Pickup: !away}
	if !mother.Away {
		mother.Phone, mother.Adult = m.phone(), true
	}
	return []desk.Person{elder, father, mother}
}
