package report

import "slices"

// measures is everything that is counted. A name stands for its rule: whoever changes the
// rule gives it a new name, and the old one stays as long as figures ask for it.
var measures = slices.Concat(levels(
	"child.known.36m", "登记的孩子（不满三岁）",
	"child.expecting", "孕产家庭",
	"child.expecting.sma", "做了 SMA 筛查的孕产家庭",
	"child.archive.36m", "建了健康档案的孩子（不满三岁）",
	"child.guided.12m", "一年里有人指导过的孩子（不满三岁）",
	"child.insured.36m", "有意外险的孩子（不满三岁）",
	"child.doctor.36m", "签了家庭医生的孩子（不满三岁）",
	"enrolled", "在托的孩子",
	"enrolled.36m", "在托的孩子（不满三岁）",
	"enrolled.24m", "在托的孩子（不满两岁）",
	"enrolled.full", "全日、延时托",
	"enrolled.half", "半日托",
	"enrolled.hourly", "计时、临时托",
	"enrolled.archive", "在托、建了健康档案",
	"enrolled.archive.6m", "在托、档案半年里有新记录",
	"enrolled.check.6m", "在托、半年里体检过",
	"enrolled.difficulty", "在托的困境孩子",

	"site", "照护机构",
	"site.guidance", "指导中心",
	"site.inclusive", "普惠机构",
	"site.street", "街道里的机构",
	"site.street.inclusive", "街道里的普惠机构",
	"site.village", "写明在哪个村、社区的机构",
	"site.filed", "备案的机构",
	"site.filed.inclusive.community", "备案的普惠社区托育点",
	"site.signed", "和医疗机构签约的机构",
	"site.liability", "有责任险的机构",
	"site.model", "示范复评合格的机构",
	"site.camera", "有摄像头的机构",
	"site.alarm", "有报警按钮的机构",
	"site.door", "有门禁的机构",
	"site.fire", "有烟感、灭火器的机构",
	"site.secure", "四样安防都有的机构",
	"site.type.village", "村级驿站",
	"site.type.community", "社区托育点",
	"site.type.family", "家庭托育点",
	"site.type.kindergarten", "幼儿园托班",
	"site.type.public", "公办综合托育机构",
	"site.type.employer", "用人单位办托",
	"site.type.private", "社会办托",
	"site.type.nursing", "妈咪宝屋",
	"places", "托位",
	"places.under2", "两岁以下的托位（乳儿班、托小班）",
	"places.mixed", "混龄的托位",
	"places.inclusive", "普惠托位",
	"places.public", "公办综合托育机构的托位",
	"price.month", "全日托一个月的价钱",
	"price.listed", "公示了价钱的机构",
	"price.rural.month", "全日托一个月的价钱（街道以外）",
	"price.rural.listed", "公示了价钱的机构（街道以外）",

	"staff", "在岗的员工",
	"staff.carer", "在岗的保育人员",
	"staff.certified", "在岗、有保育师或育婴员证",
	"staff.certified.carer", "在岗的保育人员、有保育师或育婴员证",
	"staff.qualified", "在岗、有一样职业资格证",
	"staff.qualified.carer", "在岗的保育人员、有一样职业资格证",
	"staff.healthy", "在岗、健康证没过期",
	"staff.checked.12m", "在岗、一年里体检过",
), flows(
	"day.present", "到了的人日",
	"day.absent", "没来的人日",
	"day.absent.sick", "病假的人日",
	"month.attended.1d", "当月来过的孩子（在托、不满三岁）",
	"month.attended.10d", "当月来满十天的孩子（在托、不满三岁）",
	"child.registered", "新登记的孩子",
	"enrolment.begun", "新入托",
	"home-visit", "入户指导",
	"guidance", "养育指导",
	"growth", "量身高体重",
	"health-check", "体检",
	"development-check", "发育筛查",
	"sma.done", "孕妇 SMA 筛查",
	"pregnancy", "孕期登记",
	"class.here", "来听课的人次",
	"quiz.answered", "答一答",
	"quiz.passed", "答一答及格",

	"class.mothers", "妈妈课堂",
	"class.pregnancy", "孕妇学校",
	"class.parents", "家长课堂",
	"class.activity", "亲子活动",
	"class.staff", "卫生保健培训课",
	"class.lecture", "科普讲座",
	"class.people", "听课的人次（点的和数的）",
	"survey.valid", "家长评价有效份数",
	"survey.pleased", "家长评价满意和还行",
	"survey.pleased.only", "家长评价满意",
	"inspection", "检查",
	"inspection.supervise", "督导评估",
	"guidance.visit", "卫生院来指导",
	"guidance.skill", "技术性健康指导",
	"guidance.tcm", "中医现场指导",

	"training", "培训人次",
	"training.head", "负责人培训人次",
	"training.staff", "从业人员培训人次",
	"training.tcm", "中医培训人次",
	"training.passed", "培训考过的人次",
	"duty", "到岗的人日",
))

func levels(names ...string) []Measure { return listed(true, names) }
func flows(names ...string) []Measure  { return listed(false, names) }

func listed(level bool, names []string) (out []Measure) {
	for i := 0; i < len(names); i += 2 {
		out = append(out, Measure{names[i], names[i+1], level})
	}
	return out
}
