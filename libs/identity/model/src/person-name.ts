/**
 * A person's name: something to read, without control characters; and not what the screens say of somebody else, of who was erased (`erased:…`) or of the application
 * itself.
 */
export const PERSON_NAME = /^(?!\s*(?:erased\s*:|passerelle\s*$))(?=.*\S)[^\p{Cc}]+$/iu;
