package roster

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Meaning is what a column holds. The values are the field names of the JSON
// Lines form of a child, so that such a file matches itself.
type Meaning string

const (
	Nothing       Meaning = ""
	Serial        Meaning = "serial" // 序号: says that a row is a row, nothing else
	Name          Meaning = "name"
	Nick          Meaning = "nick"
	Sex           Meaning = "sex"
	Birth         Meaning = "birth"
	IDNo          Meaning = "id_no"
	BirthCert     Meaning = "birth_cert"
	Village       Meaning = "village"
	Address       Meaning = "address"
	Category      Meaning = "category"
	Group         Meaning = "group"
	Note          Meaning = "note"
	Guardian      Meaning = "guardian_name"
	GuardianPhone Meaning = "guardian_phone"
	Kinship       Meaning = "kinship"
	Father        Meaning = "father_name"
	FatherPhone   Meaning = "father_phone"
	Mother        Meaning = "mother_name"
	MotherPhone   Meaning = "mother_phone"
	Carer         Meaning = "carer_name"
	CarerPhone    Meaning = "carer_phone"
	CarerKinship  Meaning = "carer_kinship"
	kind          Meaning = "kind"
	recordID      Meaning = "id"
	sealed        Meaning = "sealed"
)

// MeaningLabel is a meaning with its words for the screen.
type MeaningLabel struct {
	Meaning Meaning
	Label   string
}

// Meanings lists what a person can choose for a column, in the order of a page.
func Meanings() []MeaningLabel { return slices.Clone(meanings) }

var meanings = []MeaningLabel{
	{Name, "孩子的名字"}, {Nick, "小名"}, {Sex, "男女"}, {Birth, "生日"}, {IDNo, "孩子的身份证号"},
	{BirthCert, "出生医学证明号"}, {Guardian, "家长的名字"}, {Kinship, "家长是孩子的"},
	{GuardianPhone, "家长的电话"}, {Mother, "妈妈的名字"}, {MotherPhone, "妈妈的电话"},
	{Father, "爸爸的名字"}, {FatherPhone, "爸爸的电话"}, {Carer, "平时带孩子的人"},
	{CarerPhone, "平时带孩子的人的电话"}, {CarerKinship, "平时带孩子的人是孩子的"},
	{Village, "住的村"}, {Address, "门牌、详细住址"}, {Category, "登记类别"}, {Group, "班"},
	{Note, "备注"}, {Serial, "序号"}, {Nothing, "不用这一栏"},
}

// Label is a meaning in words.
func (m Meaning) Label() string {
	for _, x := range meanings {
		if x.Meaning == m {
			return x.Label
		}
	}
	return string(m)
}

// titles are tried in order; the first that fits a folded title wins. What names
// an adult comes before what names the child, so that 家长姓名 is not 姓名.
var titles = []struct {
	fits    *regexp.Regexp
	meaning Meaning
}{
	{re(`^(序号|编号|序|号|no|#|xh)$`), Serial},
	{re(`^原因$|^原来的行$`), Nothing}, // columns of our own that come back
	{re(`月龄|年龄|周岁|^岁`), Nothing},
	{re(`(家长|监护|父|母|爸|妈|联系人|抚养|照护|照料|带养).*(身份|证件)`), Nothing},
	{re(`(家长|监护|父|母|爸|妈|照护|照料|带养).*(单位|职业|学历|年龄)`), Nothing},
	{re(`填表|登记(日|时)|建档(日|时)|入(托|园)(日|时)`), Nothing},
	{re(`出生(医学)?证|birthcert`), BirthCert},
	{re(`身份证|证件号|身份号|公民身份|^idno$|^idcard`), IDNo},
	{re(`出生|生日|^birth`), Birth},
	{re(`^(父|爸).*(电话|手机|号码|联系)|^fatherphone$`), FatherPhone},
	{re(`^(母|妈).*(电话|手机|号码|联系)|^motherphone$`), MotherPhone},
	{re(`(照护|照料|看护|带养|抚养|照顾)(人|者).*(电话|手机|号码|联系)|^carerphone$`), CarerPhone},
	{re(`(照护|照料|看护|带养|抚养|照顾)(人|者).*(关系)|^carerkinship$`), CarerKinship},
	{re(`电话|手机|联系方式|联系号码|^tel|^guardianphone$|^phone$`), GuardianPhone},
	{re(`关系|^kinship$`), Kinship},
	{re(`^(父亲|爸爸|父)(的)?(姓名|名字|名)?$|^fathername$`), Father},
	{re(`^(母亲|妈妈|母)(的)?(姓名|名字|名)?$|^mothername$`), Mother},
	{re(`(照护|照料|看护|带养|抚养|照顾)(人|者)|谁带|^carername$`), Carer},
	{re(`家长|监护|联系人|户主|^guardian`), Guardian},
	{re(`性别|男女|^sex$|^gender$`), Sex},
	{re(`小名|乳名|昵称|^nick`), Nick},
	{re(`姓名|名字|宝宝|孩子|幼儿$|婴幼儿|儿童|娃|^name$|^学生`), Name},
	{re(`(住址|地址|住所|居住).*(村|社区|居委)|(村|社区|居委).{0,2}(名称?)?$|行政村|自然村|^village$`), Village},
	{re(`住址|地址|门牌|住所|居住|家住|住在|^address$`), Address},
	{re(`班级|班$|班次|班名|^group$`), Group},
	{re(`类别|类型|在托|入托|托管|^category$`), Category},
	{re(`备注|说明|其他|其它|^note`), Note},
	{re(`^kind$`), kind},
	{re(`^id$|^记录编号$`), recordID}, // 记录编号 and 打不开 are in our own exports
	{re(`^sealed$|^打不开$`), sealed},
}

func re(s string) *regexp.Regexp { return regexp.MustCompile(s) }

// meaningOf is what a title means; ok is false for a title that says nothing.
func meaningOf(title string) (Meaning, bool) {
	folded := foldTitle(title)
	if folded == "" || len([]rune(folded)) > 20 {
		return Nothing, false
	}
	for _, t := range titles {
		if t.fits.MatchString(folded) {
			return t.meaning, true
		}
	}
	return Nothing, false
}

// foldTitle keeps letters and digits: ＊ 出生 年月日: and 家庭住址（村） lose what is around them.
func foldTitle(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || r == '#' {
			return unicode.ToLower(r)
		}
		return -1
	}, norm.NFKC.String(s))
}

// fold makes half-width what was typed full-width and trims.
func fold(s string) string { return strings.TrimSpace(norm.NFKC.String(s)) }
