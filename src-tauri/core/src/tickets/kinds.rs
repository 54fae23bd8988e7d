//! The words of a complaint: severities, states, causes, remedies. Each lies in the file as its own word.

use crate::stored_words;

stored_words! {
    /// What a guest has to say. Only a complaint takes the seven steps; the others are answered. Source: catalogue K2.
    pub enum TicketKind {
        /// 投诉
        Complaint = "complaint",
        /// 表扬: goes to the department, is answered or noted
        Praise = "praise",
        /// 建议
        Suggestion = "suggestion",
        /// 意见
        Opinion = "opinion",
    }
}

stored_words! {
    /// How bad it is; the clocks follow from it.
    pub enum Severity {
        /// 一般
        Normal = "normal",
        /// 重要
        Important = "important",
        /// 紧急
        Urgent = "urgent",
    }
}

stored_words! {
    /// 投诉类型: changes the guidance beside the form, never the guest's label. Source: catalogue T3.
    pub enum Mood {
        /// 理智型
        Rational = "rational",
        /// 发泄型
        Venting = "venting",
        /// 补偿型
        Compensation = "compensation",
    }
}

stored_words! {
    /// 易受投诉的环节. Source: catalogue T4.
    pub enum Area {
        /// 饭店的硬件设施设备
        Facilities = "facilities",
        /// 软件服务
        Service = "service",
        /// 食品及饮料
        FoodDrink = "food_drink",
        /// 安全状况
        Safety = "safety",
        /// 相应的规定及制度
        Rules = "rules",
    }
}

stored_words! {
    /// 客户接触点. Source: catalogue G16.
    pub enum Touchpoint {
        /// 预订
        Booking = "booking",
        /// 入住
        CheckIn = "check_in",
        /// 客房
        Room = "room",
        /// 餐饮
        Dining = "dining",
        /// 退房
        CheckOut = "check_out",
        /// 会议
        Meeting = "meeting",
        /// 休闲
        Leisure = "leisure",
        /// 健身
        Fitness = "fitness",
    }
}

stored_words! {
    /// Where a ticket stands; always derived from its steps, never set by hand.
    pub enum TicketState {
        /// 待应答
        AwaitingAnswer = "awaiting_answer",
        /// 处理中
        InProgress = "in_progress",
        /// 待批示
        AwaitingApproval = "awaiting_approval",
        /// 待回访
        AwaitingCallback = "awaiting_callback",
        /// 已关闭
        Closed = "closed",
        /// 不成立: still to be answered while it is not closed
        Unfounded = "unfounded",
    }
}

stored_words! {
    /// What the house gives. Source: catalogue T9 in the hotel's own words.
    pub enum Remedy {
        /// 换房
        RoomChange = "room_change",
        /// 维修
        Repair = "repair",
        /// 升级
        Upgrade = "upgrade",
        /// 减免
        Waive = "waive",
        /// 退款
        Refund = "refund",
        /// 赔偿
        Compensation = "compensation",
        /// 洗衣
        Laundry = "laundry",
        /// 赠送
        Gift = "gift",
        /// 积分
        Points = "points",
    }
}

stored_words! {
    /// Where a remedy stands.
    pub enum RemedyState {
        /// 授权内先行处置
        WithinLimit = "within_limit",
        /// 待批示
        Awaiting = "awaiting",
        /// 同意
        Approved = "approved",
        /// 不同意
        Refused = "refused",
        /// taken back by the person who proposed it
        Withdrawn = "withdrawn",
    }
}

stored_words! {
    /// Why a remedy needs somebody else's 批示.
    pub enum Above {
        /// more than this role may give of this remedy in one case
        Remedy = "remedy",
        /// more money than one case may cost
        Case = "case",
        /// more money than a month may cost
        Month = "month",
        /// more money than a year may cost
        Year = "year",
        /// more than this role may give of this remedy in a month
        RemedyMonth = "remedy_month",
        /// more than this role may give of this remedy in a year
        RemedyYear = "remedy_year",
        /// more points than one case may carry
        PointsCase = "points_case",
        /// more points than a month may carry
        PointsMonth = "points_month",
        /// more points than a year may carry
        PointsYear = "points_year",
        /// inside only because one matter was cut into small ones: the same guest, stay or incident passes the case's limit
        Split = "split",
    }
}

stored_words! {
    /// 六类原因. Source: catalogue T1.
    pub enum Cause {
        /// ①产品质量问题
        Quality = "quality",
        /// ②服务态度不佳
        Attitude = "attitude",
        /// ③售后处理不当
        Aftercare = "aftercare",
        /// ④产品功能不符预期
        NotAsExpected = "not_as_expected",
        /// ⑤客户期望过高
        HighExpectation = "high_expectation",
        /// ⑥信息沟通不畅
        Communication = "communication",
    }
}

stored_words! {
    /// 酒店方面的原因. Source: catalogue T2.
    pub enum HouseCause {
        /// 服务形象不佳
        Appearance = "appearance",
        /// 服务技艺不够娴熟
        Skill = "skill",
        /// 设备设施质量问题
        Equipment = "equipment",
        /// 酒店实物产品质量不佳
        Goods = "goods",
        /// 管理不善
        Management = "management",
    }
}

stored_words! {
    /// An answer to "理由是否充分" and "要求是否合理". Source: catalogue T6.
    pub enum Finding {
        /// 是
        Yes = "yes",
        /// 部分
        Partly = "partly",
        /// 否
        No = "no",
    }
}

stored_words! {
    /// What somebody with the right says of a proposal.
    pub enum Decision {
        /// 同意
        Approved = "approved",
        /// 不同意
        Refused = "refused",
    }
}

stored_words! {
    /// What a ticket still lacks before it can be closed.
    pub enum Missing {
        /// ① 记录投诉内容
        Record = "record",
        /// ② 判断是否成立
        Judge = "judge",
        /// ③ 确定处理部门和负责人
        Assign = "assign",
        /// ④ 分析原因
        Analyse = "analyse",
        /// ⑤ 处理意见和方案
        Propose = "propose",
        /// ⑥ 主管领导批示
        Approve = "approve",
        /// ⑦ 对直接责任人处理得当
        ResponsibleHandled = "responsible_handled",
        /// ⑦ 通知客户
        GuestTold = "guest_told",
        /// ⑦ 收集反馈意见
        Feedback = "feedback",
        /// 答复: what is no complaint is answered, or noted with a reason
        Reply = "reply",
        /// 书面答复: owed to a body outside the house
        Outside = "outside",
    }
}

stored_words! {
    /// A time that was promised.
    pub enum ClockKind {
        /// 首次应答
        Answer = "answer",
        /// 启动处理
        Start = "start",
        /// 批示
        Approval = "approval",
        /// 解决: the guest knows the outcome
        Solve = "solve",
        /// 回访
        Callback = "callback",
        /// 答复: of what is no complaint
        Reply = "reply",
    }
}

stored_words! {
    /// Which tickets a list shows.
    pub enum TicketScope {
        /// 未结
        Open = "open",
        /// 我的: owned or opened by the person who asks, not closed
        Mine = "mine",
        /// 部门: of the asking person's department, not closed
        Department = "department",
        /// 已关闭
        Closed = "closed",
        /// everything
        All = "all",
    }
}
