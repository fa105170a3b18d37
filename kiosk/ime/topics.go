package ime

import (
	"iter"
	"strings"

	"yizhan/hub/names"
)

// topicWords are words of this work that the dictionary lacks or counts too low. A
// character is read as it mostly is; where a word wants another reading, its
// syllables follow after a colon, joined by '.
const topicWords = `
驿站 托育 托幼 托儿所 托育点 托育所 托育站 托育机构 日托 半日托 临时托 计时托 托管 看护 照护 照看 照料 照护人 看护人 监护人 代养 散居 留守 留守儿童 困境儿童 孤儿 隔代 隔代抚养 双职工 单亲 单亲家庭
婴儿 婴幼儿 幼儿 宝宝 宝贝 娃娃 孩子 小孩 双胞胎 早产 早产儿 足月 顺产 剖腹产 低体重 新生儿 满月 百天 周岁 月龄 岁半 小班 中班 大班 托班 混龄班 乳儿班 晨检 午检 晚检 晨午检 全日观察
预防接种 预防接种证 打疫苗 打预防针 打针 接种 接种证 接种点 接种门诊 补种 漏种 疫苗 卡介苗 乙肝疫苗 脊灰疫苗 百白破 麻腮风 麻风疫苗 乙脑疫苗 流脑疫苗 甲肝疫苗 水痘疫苗 流感疫苗 肺炎疫苗 轮状病毒 手足口疫苗 五联疫苗 四联疫苗 禁忌症 过敏史 接种反应
发烧 发热 低烧 高烧 退烧 退烧药 退热贴 咳嗽 流鼻涕 鼻塞 打喷嚏 喉咙痛 嗓子疼 拉肚子 腹泻 呕吐 吐奶 便秘 肚子疼 腹痛 腹胀 皮疹 疹子 湿疹 起疹子 红疹 痱子 尿布疹 红屁股 口腔溃疡 手足口病 疱疹性咽峡炎 水痘 腮腺炎 麻疹 风疹 猩红热 红眼病 流感 感冒 肺炎 支气管炎 哮喘
过敏 过敏原 花生过敏 牛奶过敏 鸡蛋过敏 海鲜过敏 芒果过敏 青霉素过敏 蚕豆病 乳糖不耐受 惊厥 热性惊厥 抽搐 癫痫 先天性心脏病 贫血 缺铁性贫血 佝偻病 营养不良 消瘦 肥胖 超重 生长迟缓 发育迟缓 斜视 弱视 龋齿 地中海贫血:di'zhong'hai'pin'xue 黄疸 疝气 鹅口疮 肠套叠 蛔虫 蛲虫
体温 体重:ti'zhong 身高 身长:shen'chang 头围 胸围 量体温 称体重:cheng'ti'zhong 生长曲线:sheng'zhang'qu'xian 生长发育:sheng'zhang'fa'yu 视力 听力 听力筛查 视力筛查 体检 健康体检 健康检查 儿保 儿保科 妇幼保健 妇幼保健院 妇幼保健站 卫生院 卫生室 乡镇卫生院 村卫生室 村医 家庭医生 儿科 急诊 转诊 随访 家访 入户 上门 复查 住院 出院 打针 输液 吃药 喂药 用药 药量 剂量 滴剂 糖浆 颗粒 冲剂 布洛芬 对乙酰氨基酚 蒙脱石散 益生菌 维生素 鱼肝油 补钙 补铁
母乳 母乳喂养 奶粉 配方奶 奶瓶 喂奶 喝奶 断奶 辅食 米粉 米糊 面条 面片 稀饭 小米粥 鸡蛋羹 蔬菜 水果 苹果泥 早餐 午餐 午饭 晚饭 加餐 点心 食堂 食谱 忌口 挑食 吃饭 喝水 午睡 睡觉:shui'jiao 午觉:wu'jiao 哄睡 睡醒 尿布 尿不湿:niao'bu'shi 纸尿裤:zhi'niao'ku 换尿布:huan'niao'bu 大便:da'bian 小便:xiao'bian 如厕 便盆 洗手 洗澡 刷牙 消毒 通风 晒被子
接送 接送人 接孩子 送孩子 接走 代接 委托 委托书 同意 同意书 知情同意 签字 签名 按手印 身份证 身份证号 户口 户口本 户籍 出生证 出生证明 出生医学证明 医保 医保卡 新农合 低保 低保户 建档立卡 监测户 残疾证 电话 电话号码 手机 手机号 微信 微信群 联系 联系人 紧急联系人 地址 住址 家庭住址 门牌号
奶奶 爷爷 姥姥 姥爷 外婆 外公 爸爸 妈妈 父亲 母亲 叔叔 伯伯 大伯 婶婶 姑姑 姑父 姑妈 姨妈 姨父 小姨 舅舅 舅妈 哥哥 姐姐 弟弟 妹妹 邻居 亲戚 干妈 干爹 家长:jia'zhang 保姆 阿姨 老师 站长:zhan'zhang 园长:yuan'zhang 班主任 保育员 育婴员 保育师 育儿嫂 村支书 村主任 妇联 妇联主席 志愿者 网格员 计生专干
外出打工 外出务工 在外打工 回老家 搬家 转走 转入 转出 退托 入托 请假 病假 事假 缺勤 出勤 考勤 迟到 早退 没来 来了 走了 回家 到校 离园 入园 报名 登记 补登 报到 缴费 收费 交费 减免 补助 补贴 退费 押金 托育费 伙食费 发票 收据 普惠 普惠托育
安全 安全检查 消防 灭火器 监控 摄像头 磕碰 磕着 摔倒 摔跤 擦伤 烫伤 烧伤 骨折 流血 出血 咬伤 抓伤 被狗咬 溺水 触电 误食 误吞 噎住 中毒 走失 意外 意外伤害 急救 送医院 已通知家长:yi'tong'zhi'jia'zhang 已告知家长:yi'gao'zhi'jia'zhang
认生 哭闹 爱哭 不爱说话 会走 会坐 会爬 会站 会叫妈妈 会叫爸爸 学说话 学走路 翻身 抬头 独坐 独站 扶站 爬行 抓握 拍手 挥手 涂鸦 搭积木 积木 绘本 讲故事 唱歌 儿歌 跳舞 画画 手工 游戏 户外活动 滑梯 玩具 亲子 亲子课 育儿 育儿课 家长课堂:jia'zhang'ke'tang 育儿知识 早教 性格 活泼 内向 胆小 听话 左撇子
山西 山西省 太原 长治:chang'zhi 长治市:chang'zhi'shi 潞州 上党 屯留 潞城 襄垣 平顺 黎城 壶关 壶关县 长子:zhang'zi 长子县:zhang'zi'xian 武乡 沁县 沁源 重庆:chong'qing 重庆市:chong'qing'shi 大足 大足区 广西 南宁 百色:bai'se 河池 柳州 桂林 村委会 居委会 社区 街道 乡镇 镇政府 乡政府 党群服务中心 卫健委 卫健局 疾控 疾控中心 民政 民政局 教育局 派出所 大队 小组 生产队 自然村 行政村:xing'zheng'cun 易地搬迁 安置点
`

// topics yields the words of topicWords with their syllables. single is how often
// a character is read so.
func (t *table) topics(single map[string]byte) iter.Seq2[string, []string] {
	return func(yield func(string, []string) bool) {
		for word := range strings.FieldsSeq(topicWords) {
			text, given, _ := strings.Cut(word, ":")
			spelt := strings.Split(given, "'")
			if given == "" {
				spelt = spelt[:0]
				for _, r := range text {
					spelt = append(spelt, mostly(r, single))
				}
			}
			if !yield(text, spelt) {
				return
			}
		}
	}
}

// mostly is how a character is read most often.
func mostly(r rune, single map[string]byte) (reading string) {
	best := -1
	for s := range names.Readings(r) {
		if class := int(single[string(r)+s]); class > best {
			reading, best = s, class
		}
	}
	return reading
}
