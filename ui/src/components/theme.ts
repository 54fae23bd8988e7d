import { theme, type ConfigProviderProps, type ThemeConfig } from "antd";

type Algorithm = Extract<NonNullable<ThemeConfig["algorithm"]>, (...args: never[]) => unknown>;

/** The hotel's colours. The same names and values stand in tokens.css, which the prints and charts read. */
type Palette = Record<
  | "chrome"
  | "sheet"
  | "sunken"
  | "raised"
  | "hover"
  | "line"
  | "line2"
  | "control"
  | "ink"
  | "ink2"
  | "ink3"
  | "pine"
  | "pine2"
  | "pineBg"
  | "pineLine"
  | "onPine"
  | "amber"
  | "amber2"
  | "amberBg"
  | "amberLine"
  | "red"
  | "red2"
  | "redBg"
  | "redLine"
  | "mask",
  string
>;

export const light: Palette = {
  chrome: "#F1EDE4",
  sheet: "#FFFDF9",
  sunken: "#F8F5EE",
  raised: "#FFFFFF",
  hover: "#F4F0E7",
  line: "#E6E0D5",
  line2: "#D2C9BA",
  control: "#8F8574",
  ink: "#221E19",
  ink2: "#544D43",
  ink3: "#6F6659",
  pine: "#1D5F57",
  pine2: "#164C45",
  pineBg: "#E3EDEA",
  pineLine: "#A9C7C1",
  onPine: "#FFFFFF",
  amber: "#855000",
  amber2: "#B87100",
  amberBg: "#FBF0D9",
  amberLine: "#E6C68A",
  red: "#A8291E",
  red2: "#B93226",
  redBg: "#FBEAE6",
  redLine: "#E8B3A9",
  mask: "rgba(34,30,25,.34)",
};

export const dark: Palette = {
  chrome: "#141210",
  sheet: "#1D1A17",
  sunken: "#221F1B",
  raised: "#272420",
  hover: "#2A2622",
  line: "#322D27",
  line2: "#4A433A",
  control: "#837969",
  ink: "#EFE9DE",
  ink2: "#C2B9AB",
  ink3: "#A1988B",
  pine: "#7FC8BA",
  pine2: "#9AD7CB",
  pineBg: "#1D332F",
  pineLine: "#35584F",
  onPine: "#0E1F1C",
  amber: "#EDB95F",
  amber2: "#D9993A",
  amberBg: "#35290F",
  amberLine: "#64501F",
  red: "#F2917F",
  red2: "#E0705C",
  redBg: "#3C1E19",
  redLine: "#733B31",
  mask: "rgba(0,0,0,.52)",
};

/**
 * antd sends seed colours through its algorithm, and the dark one dims them: our primary would come out as another green.
 * This last step puts the measured colours back, so that the measured contrast is what people see.
 */
const exact: Algorithm = (seed, map) => ({
  ...(map ?? theme.defaultAlgorithm(seed)),
  colorPrimary: seed.colorPrimary,
  colorSuccess: seed.colorSuccess,
  colorWarning: seed.colorWarning,
  colorError: seed.colorError,
  colorInfo: seed.colorInfo,
  colorLink: seed.colorLink,
});

const shadowPop = "0 0 0 1px rgba(34,30,25,.10), 0 8px 24px rgba(34,30,25,.14)";
const shadowPopDark = "0 0 0 1px #4A433A, 0 8px 24px rgba(0,0,0,.5)";

type Tokens = NonNullable<ThemeConfig["token"]>;
type Parts = NonNullable<ThemeConfig["components"]>;

function colours(p: Palette): Tokens {
  return {
    colorPrimary: p.pine,
    colorPrimaryHover: p.pine2,
    colorPrimaryActive: p.pine2,
    colorPrimaryBg: p.pineBg,
    colorPrimaryBgHover: p.pineBg,
    colorPrimaryBorder: p.pine /* the focus outline reads this one: 3:1 needed */,
    colorPrimaryText: p.pine,
    colorSuccess: p.pine,
    colorSuccessBg: p.pineBg,
    colorSuccessBorder: p.pineLine,
    colorInfo: p.pine,
    colorInfoBg: p.pineBg,
    colorInfoBorder: p.pineLine,
    colorWarning: p.amber,
    colorWarningText: p.amber,
    colorWarningBg: p.amberBg,
    colorWarningBorder: p.amberLine,
    colorError: p.red,
    colorErrorText: p.red,
    colorErrorHover: p.red2,
    colorErrorBg: p.redBg,
    colorErrorBorder: p.redLine,
    colorLink: p.pine,
    colorLinkHover: p.pine2,
    colorLinkActive: p.pine2,
    colorText: p.ink,
    colorTextHeading: p.ink,
    colorTextSecondary: p.ink2,
    colorTextTertiary: p.ink3,
    colorTextQuaternary: p.ink3,
    colorTextDescription: p.ink3,
    colorTextPlaceholder: p.ink3,
    colorTextDisabled: p.ink3,
    colorTextLabel: p.ink3,
    colorTextLightSolid: p.onPine,
    colorIcon: p.ink2,
    colorIconHover: p.ink,
    colorBgLayout: p.chrome,
    colorBgContainer: p.sheet,
    colorBgElevated: p.raised,
    colorBgContainerDisabled: p.sunken,
    colorBgMask: p.mask,
    colorFillAlter: p.sunken,
    colorFillSecondary: p.line,
    colorBgTextHover: p.hover,
    colorBgTextActive: p.line,
    colorBorder: p.control,
    colorBorderSecondary: p.line,
    colorBorderDisabled: p.line2,
    colorSplit: p.line,
    controlItemBgHover: p.hover,
    controlItemBgActive: p.pineBg,
    controlItemBgActiveHover: p.pineBg,
    controlOutline: "transparent",
    controlOutlineWidth: 0,
    lineWidthFocus: 2,
  };
}

const measures: Tokens = {
  fontFamily: "var(--font-ui)",
  fontSize: 14,
  fontSizeSM: 12,
  fontSizeLG: 16,
  fontSizeXL: 20,
  fontSizeHeading1: 30,
  fontSizeHeading2: 20,
  fontSizeHeading3: 16,
  fontSizeHeading4: 14,
  fontSizeHeading5: 14,
  lineHeight: 22 / 14,
  lineHeightSM: 18 / 12,
  lineHeightLG: 24 / 16,
  fontWeightStrong: 600,
  controlHeight: 34,
  controlHeightSM: 28,
  controlHeightLG: 42,
  sizeUnit: 4,
  sizeStep: 4,
  borderRadius: 6,
  borderRadiusSM: 4,
  borderRadiusXS: 3,
  borderRadiusLG: 10,
  boxShadowTertiary: "none",
  motionDurationFast: "0.08s",
  motionDurationMid: "0.12s",
  motionDurationSlow: "0.15s",
  wireframe: false,
};

/** What is pressed, and what rows and places are read by. */
function tables(p: Palette): Parts {
  return {
    Button: {
      fontWeight: 500,
      primaryShadow: "none",
      defaultShadow: "none",
      dangerShadow: "none",
      primaryColor: p.onPine,
      defaultBg: p.raised,
      defaultBorderColor: p.line2,
      defaultHoverBg: p.hover,
      defaultHoverColor: p.ink,
      defaultHoverBorderColor: p.control,
      paddingInline: 12,
      contentFontSizeSM: 12,
    },
    Table: {
      headerBg: p.sunken,
      headerColor: p.ink3,
      headerSplitColor: "transparent",
      headerBorderRadius: 0,
      borderColor: p.line,
      rowHoverBg: p.hover,
      rowSelectedBg: p.pineBg,
      rowSelectedHoverBg: p.pineBg,
      cellFontSize: 14,
      cellFontSizeSM: 14,
      cellPaddingBlockSM: 5.5,
      cellPaddingInlineSM: 8,
      footerBg: p.sunken,
    },
    Tabs: {
      inkBarColor: p.pine,
      itemColor: p.ink2,
      itemSelectedColor: p.ink,
      itemHoverColor: p.ink,
      horizontalItemGutter: 24,
      horizontalMargin: "0",
      horizontalItemPadding: "8px 0",
    },
  };
}

/** What is chosen and typed into. */
function inputs(p: Palette): Parts {
  return {
    Segmented: {
      trackBg: p.sunken,
      trackPadding: 2,
      itemColor: p.ink2,
      itemHoverColor: p.ink,
      itemHoverBg: p.hover,
      itemSelectedBg: p.raised,
      itemSelectedColor: p.ink,
    },
    Tag: { defaultBg: "transparent", defaultColor: p.ink2 },
    Input: {
      activeShadow: `0 0 0 1px ${p.pine}`,
      errorActiveShadow: `0 0 0 1px ${p.red}`,
      warningActiveShadow: `0 0 0 1px ${p.amber2}`,
      activeBorderColor: p.pine,
      hoverBorderColor: p.ink2,
    },
    InputNumber: { activeShadow: `0 0 0 1px ${p.pine}`, activeBorderColor: p.pine },
    Select: {
      optionActiveBg: p.hover,
      optionSelectedBg: p.pineBg,
      optionSelectedColor: p.ink,
      activeBorderColor: p.pine,
      activeOutlineColor: p.pine,
    },
  };
}

/** What stands around them. */
function frames(p: Palette): Parts {
  return {
    Form: { labelColor: p.ink3, labelFontSize: 12, verticalLabelPadding: "0 0 2px", itemMarginBottom: 12 },
    Modal: { titleFontSize: 16, headerBg: p.raised, contentBg: p.raised, footerBg: p.sunken },
    Alert: { defaultPadding: "6px 20px", borderRadiusLG: 4 },
    Steps: { iconSize: 22, iconSizeSM: 22, iconFontSize: 12 },
    Progress: { defaultColor: p.pine, remainingColor: p.line, lineBorderRadius: 2 },
    Descriptions: { labelColor: p.ink3, itemPaddingBottom: 3 },
    Menu: {
      itemHeight: 36,
      itemBg: "transparent",
      itemColor: p.ink2,
      itemSelectedBg: p.sheet,
      itemSelectedColor: p.ink,
      itemHoverBg: p.hover,
      itemBorderRadius: 6,
      iconSize: 18,
    },
    Message: { contentBg: p.ink },
    Checkbox: { borderRadiusSM: 3 },
    Statistic: { titleFontSize: 12, contentFontSize: 20 },
    Layout: {
      bodyBg: p.chrome,
      headerBg: p.chrome,
      siderBg: p.chrome,
      footerBg: p.chrome,
      headerHeight: 52,
      headerPadding: 0,
    },
  };
}

export function lobbyTheme(mode: "light" | "dark"): ThemeConfig {
  const p = mode === "light" ? light : dark;
  const shadow = mode === "light" ? shadowPop : shadowPopDark;
  return {
    algorithm: mode === "light" ? theme.defaultAlgorithm : [theme.darkAlgorithm, exact],
    hashed: false,
    cssVar: { prefix: "lobby" },
    token: { ...colours(p), ...measures, boxShadow: shadow, boxShadowSecondary: shadow },
    components: { ...tables(p), ...inputs(p), ...frames(p) },
  };
}

/** What every window of Lobby sets beside the theme. */
export const lobbyConfig: Omit<ConfigProviderProps, "children" | "theme"> = {
  componentSize: "middle",
  wave: { disabled: true },
  button: { autoInsertSpace: false },
  form: { colon: false, requiredMark: "optional" },
  tag: { variant: "outlined" },
  virtual: true,
};
