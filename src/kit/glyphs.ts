import { inflateRawSync } from "node:zlib";

/** Pixels of one character. */
export const GLYPH = { width: 8, height: 16 } as const;

const OTHERS = "°µ–…█│─┌┐└┘";

/**
 * DejaVu Sans Mono (Bitstream Vera licence) at 13 pixels, four bits a pixel, deflated: ASCII from the
 * blank on, then `OTHERS`.
 */
const PACKED =
  "tVh/bBtXHf/a5x935zvnSn/QLU59BU3aaLy7aX8hascREkhoTTy0f7a13kWbNFYG3CRE0bK0Bgl1Yo12QULQTd2c0S0wpOjSBUYq4bpBpC0ajZNmbUGidZrQLUnHnP6irUqP77sbme3az5esfKWP3497z++97+/3AO4whTKV4BGcXvmNRlPbK7EcEh7MQzhgwGY+1WlZN+F3MYDpZ8CyrMVgZhL4bxYhfE+W/h8+DTyDcxK//wda6CkNfH//EcDn/4iVJ0vcI08XmMEFlYyxUYNaPwB4MyITrNr8wb1vwDd+Bl95bnBI8ve/CAQwOERb3pO7BsHD+PcTAP4FgHhEf+ZF7+yOn0J6sq0rXvAfHztJ3T+vV8I1vQXAFFBWKJ9wEkCRADrBAamTPvKNjCFjq2k3YgOOC+GaARMPUALwLjog9UDe+UbG7KZsI5gE7utf0z29Y0BA6qRvWUT07RPssqzL5e3PRAKeQUT9ieJ+ti5j3qFrd8a2RNMB/fAGMlkG6Mb6rMN3MQWwDZtHUHzTjkkqch39G/wQuMmEFtZYM6oGisqXflIiJWmTfvKdRkGr5Mi7DnyWVaSaX+4UhNo70LhCeA4Ry1cBWDSIPZJdNFkWlQEMzufaE3hgHudj+TLhfRwFH8zfp8YN//G/SXT+ncH1jgNsTgP8KQ1BIw0xKQ1PWNYlAOyzQTE/y5KXzO/jU8jQNJ6ByxLctbEjFThDN1/ouS4Fp9YmiciiPfOSciCSVVL+YhjBjUYMz+A8df+KZaHABVy9Dce9guujDgTRZkXs6sSut+nLe3NzUmioNRNOobz7WzXP+A0Q+pqziop76GvOM7l5mT7/QxD7EpoisyaiIPbFi0zuKHEs2UB7WvUe+vPKdd2V/lPGLst+/cPw5YWuLWMSEGD9YbtvGWT7nhp1N7Qdt7jurz9GhvaMEpD6dhdu0LNvXgp0xXRHB34r2apHlIlQWHNA1b8LKvfO2ok4wM9/EfhoYDi+8cjoY7DjHSx3YzuOrAhO4c/j/6r9R1EU9bYZgF+/i6r3AviLisyboh5GveyUfBfRms/Tlg9b81I41ZwNp4KFcGqTEbZuYns91r2XsJwOWxfoXNh6M+k/v9oQ0PqjeGwFRzdhSdq+q6sz5DvVfm4Ng/KF7yUVmUP9Rf8n+0tOie2N2H+LrgIhyypUpECWla1ql2jzWcxVWFTTJeD8ina+gQL0LMjs1BqdnJ2Y+xPweqlNYkobUkyJPbGuBL03qQqA5y1WAP11dV+D82duywHLYH+n0euW5PiuSrSj3936wEFYf+YANNj/jCKnVeWeGVBeToLykQHKVy9j/05JkQWUqZeqf3y2ARrY8S6du9yTF2e7Rx+d7d6xf7a7tTDbHcrMYjReAnX/pq+onEPsRSTWFJX7vl9Uvvg+8v0YIo0QqfzH3BX40bgeTQYLbbKvhDa3SErS5odiOvlOl9+CHMrcjTrMXHKAdWtBLRfjZ1v/Bo7aiTGEr2mHUes0RNVEJqpymH/E9Kj1b2zvlKJqyIiqvotRFY5R48/gaUnoW5eK4grir7D92hzqzyaSkBb5BzaZvgbx65BlXaPpbyMGYK5UqIUmRKi/1fAOzlHj9wsAV5Bf06LGZtmsqKEWSDDzLMDAAPq2c45/pdA/MfEbA9j7S4DfPy9mpx5qLVy8/1vDxfD+5/PCdCLLm2FqEqyozKVgHmPHEdxJAv14C6730hHwnUvILTpn7gEP1X56wDsr6HzWN90hw9uYcG7IL4t/om1fLN5+2lTwYP7E4Xz8K89Jx/4w/7tam/HXEbJLXKf4Dyc/JnkyyZftvJnET5JHk1zKzqtJfk3y7DIaRz75XGKcIkPCr4NHMVttScYlZgL+j2SRO3I5DRAHqN2R//biPYF9OIZ/Fsz6jltmtAvvE8ktZuDsH2omcIJWhd55STjRbAgZf1HQmJKQ8RXtdu+85GoDD11QmaurdZL+EJUjJXPlczrprxN5jXJ4c38xhL5OIyrzRpvE2WUI297ciOFmec++OYk/cDf6LKbYhjE9irvm31hreHrna6/vHTdtlRJQ18QkCOSeg2VNuOF/7qAR6u+o3D+2ST+5nfi7Eqrntffr83/PgiRMRnRBZ7OCVom67CujgGVUs9SGWO/+x1SmRQxJk5h6KNqJkPCfT1nJmtVozrJDI8C+lwX2xjlsv4poybAmUzP+NpG0Q6GACJBcR31nM274v+0fO410pH9xK6efeLwKrp4alsv/2+LwaSDxtikZyEcxZyOlm/i/tP4+Yn+RMvvDcjJi21+5ntRf/5jJDyXMJhLH8S5IStL25I6hdIJlqEMjh65ADq9cI1h/twquzn8K2MPrZXYI63uOYk9EI/7I2+j8Wxy0kTx1y6dtGwrqG/uxK/lXyyyEnogbSmS94yOu5JeQmGkyL2iKSe9iB0bzvQDPzjSM/0vPqBio0J0PfDuUOZGIHC6Ff/iWGZr5TiZYVFw5kBaNM5mZbZJ9lyP36FfGIDBxv5pQA65ikiJ5Lwp60AwUxJRntkOCvb9x8gmx4LwDdsognKfeg9BhxJLgGXOecl7C2/eEfb8w6vhPDYiw+U/enDH0cCS6kaegpXdoBBlDxjZ6N3WD8le3BfQPLSnnbAQcWecs7mnSWdvux2VjKRzrPo5uWmh/6pE1uT7XE9LoXiY3A0wgvju18qdO7Xa/IxyOmcK+k+cF1KD/YUV5xgppV2z4CkF534NI+P+3Vgrwotw4beVofPZbq5BWfGgO98g9t2rl62uw6i7K/hueH9f3UPbfYL69PuX0/wU=";

let unpacked: Buffer | undefined;

/**
 * How much of each pixel a character covers, 0 to 15, row by row; a question mark's for what there is
 * no glyph of.
 */
export function glyphOf(character: string): (x: number, y: number) => number {
  unpacked ??= inflateRawSync(Buffer.from(PACKED, "base64"));
  const pixels = unpacked;
  const start = (indexOf(character) * GLYPH.width * GLYPH.height) / 2;
  return (x, y) => {
    const at = y * GLYPH.width + x;
    const pair = pixels[start + (at >> 1)] ?? 0;
    return at % 2 === 0 ? pair >> 4 : pair & 15;
  };
}

function indexOf(character: string): number {
  const code = character.charCodeAt(0);
  if (code >= 0x20 && code < 0x7f) return code - 0x20;
  const other = OTHERS.indexOf(character);
  return other < 0 ? indexOf("?") : 95 + other;
}
