export { guessProduct } from "../src/schema/product.js";
