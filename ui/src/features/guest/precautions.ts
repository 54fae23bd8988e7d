/** What the house usually does about an allergy: offered, never written by itself. */
import type { Department } from "../../api/bindings";

const known = [
  { word: "flowers", department: "housekeeping", said: /花粉|鲜花|鮮花|pollen|flower/i },
  { word: "feathers", department: "housekeeping", said: /羽绒|羽絨|羽毛|鸭绒|鴨絨|feather|down pillow/i },
  { word: "scent", department: "housekeeping", said: /香水|香薰|香氛|scent|perfume|fragrance/i },
  { word: "dust", department: "housekeeping", said: /尘螨|塵蟎|粉尘|粉塵|dust/i },
  { word: "nuts", department: "food_beverage", said: /花生|坚果|堅果|杏仁|nut/i },
  {
    word: "seafood",
    department: "food_beverage",
    said: /海鲜|海鮮|虾|蝦|蟹|贝类|貝類|seafood|shellfish|shrimp/i,
  },
  { word: "gluten", department: "food_beverage", said: /麸质|麩質|小麦|小麥|gluten|wheat/i },
  { word: "milk", department: "food_beverage", said: /乳糖|牛奶|乳制品|lactose|milk|dairy/i },
] as const satisfies readonly { word: string; department: Department; said: RegExp }[];

export type Precaution = (typeof known)[number];

/** The usual precaution for what was said, where there is one. */
export const precautionFor = (words: string): Precaution | undefined =>
  known.find((one) => one.said.test(words));
