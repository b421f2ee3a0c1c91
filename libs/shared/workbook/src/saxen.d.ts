/** The part of saxen that the reader uses; the package has no types of its own. */
declare module 'saxen' {
  type Decode = (text: string) => string;
  export class Parser {
    on(name: 'openTag', handler: (name: string, attributes: () => Record<string, string>, decode: Decode) => void): this;
    on(name: 'closeTag', handler: (name: string) => void): this;
    on(name: 'text', handler: (text: string, decode: Decode) => void): this;
    on(name: 'cdata', handler: (text: string) => void): this;
    on(name: 'attention' | 'comment', handler: (text: string) => void): this;
    on(name: 'error' | 'warn', handler: (error: Error) => void): this;
    write(xml: string): this;
    end(): Error | undefined;
  }
}
