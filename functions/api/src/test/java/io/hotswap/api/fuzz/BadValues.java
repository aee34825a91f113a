package io.hotswap.api.fuzz;

import java.util.List;
import java.util.stream.Stream;

/// What nobody should send, and somebody does.
final class BadValues {
  private static final String LONG = "x".repeat(300_000);

  /// As a parameter arrives, decoded or not: the gateway decides.
  static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "\u0000",
          "%00",
          "a\nb",
          "5\n",
          "a%0A",
          "a%0Ab",
          "a\rb",
          "a b",
          "a%20b",
          "{x}",
          "%7Bx%7D",
          "a/b",
          "a%2Fb",
          "..",
          "../../etc/passwd",
          "%2e%2e",
          "%",
          "%zz",
          "%C3%28",
          "höhe",
          "\uD800",
          "\uFFFF",
          "[x",
          "x]^`|\\\"<>",
          "?x=1",
          "#x",
          "a:b@c",
          "//",
          ";x=1",
          "+",
          "null",
          "true",
          "-1",
          "0",
          "1.5",
          "1e400",
          "NaN",
          "9".repeat(40),
          "2147483648",
          "9223372036854775808",
          "PT9999999999999999H",
          "PT-5M",
          "P1Y",
          "PT0.5S",
          "development",
          "0b7d2c1e-53a1-4a0e-8a53-7d3f7c1f2a11",
          "ffffffff-ffff-ffff-ffff-ffffffffffff",
          "AA",
          "_".repeat(2048),
          "QUFB".repeat(500),
          "x".repeat(129),
          "x".repeat(9000));

  /// Values of headers that functions or their framework read.
  static final List<String> HEADERS =
      Stream.concat(
              TEXTS.stream(),
              Stream.of(
                  "application/json; charset=bogus",
                  "application/json; charset=utf-16",
                  "application/json;",
                  "application",
                  "/",
                  "*/*;q=2",
                  ",,,",
                  "gzip, deflate",
                  "Bearer",
                  "Bearer ",
                  "Bearer a.b.c",
                  "Bearer eyJhbGciOiJub25lIn0.e30.",
                  "Basic YTpi",
                  "00-" + "0".repeat(32) + "-" + "0".repeat(16) + "-00",
                  "W/\"x\"",
                  "Thu, 01 Jan 1970 00:00:00 GMT"))
          .toList();

  /// Values of headers that a framework might read, and nobody here does.
  static final List<String> ODD = List.of("", "a\nb", ",,,", "/", "*/*;q=x", "x".repeat(9000));

  /// JSON, as it stands in a body.
  static final List<String> JSON =
      List.of(
          "null",
          "true",
          "0",
          "-1",
          "1",
          "101",
          "1.0",
          "1.5",
          "-0.0",
          "1e2",
          "1e400",
          "1e-400",
          "1E999999999",
          "1e-999999999",
          "2147483648",
          "9223372036854775807",
          "9223372036854775808",
          "1" + "0".repeat(60),
          "9".repeat(999),
          "9".repeat(100_000),
          "NaN",
          "{}",
          "[]",
          "[null]",
          "[[[[]]]]",
          "{\"\":\"\"}",
          "{\"A\":50,\"B\":50,\"C\":0}",
          "{\"A\":\"50\"}",
          "{\"a\":1,\"a\":2}",
          "[1,1.5,\"x\"]",
          "[" + "1,".repeat(5000) + "1]",
          "[".repeat(900) + "]".repeat(900),
          "{\"a\":".repeat(900) + "1" + "}".repeat(900),
          text(""),
          text(" "),
          text("x"),
          text("\\u0000"),
          text("a\\u0000b"),
          text("a\\nb"),
          text("\\uD800"),
          text("x\\uDC00y, long enough"),
          text("1.0.0\\uD83D"),
          text("\\uFFFF\\uFEFF"),
          text("höhe"),
          text("ab/../cd"),
          text("1.0.0"),
          text("1.0.0\\n"),
          text("markdown\\n"),
          text("1.0.0-" + "9".repeat(50)),
          text("99999999999999999999.0.0"),
          text("1.0.0-" + "a.".repeat(100_000) + "a"),
          text("a" + "-a".repeat(100_000)),
          text("development"),
          text("PRODUCTION"),
          text("direct"),
          text("PT9999999999999999H"),
          text("PT99999999999999999999999999999S"),
          text("P" + "9".repeat(300_000) + "D"),
          text("P106751991167301D"),
          text("PT0S"),
          text("PT-5M"),
          text("-PT5M"),
          text("P1Y"),
          text("PT0.5S"),
          text("PT٣M"),
          text("sha256:" + "A".repeat(64)),
          text("***"),
          text("AAA"),
          text("AAAA\\nAAAA"),
          text("x".repeat(63)),
          text("x".repeat(1001)),
          text("😀".repeat(5000)),
          text(LONG));

  /// Whole bodies that are none.
  static final List<String> BODIES =
      List.of(
          "",
          " ",
          "null",
          "[]",
          "{} {}",
          "{",
          "}",
          "{\"a\"",
          "{'a':1}",
          "{a:1}",
          "\uFEFF{}",
          "\u0000",
          "\u0000\u0000\u0000{}",
          "{\u0000}",
          "\u0000{\u0000}",
          "\uFFFE{}",
          "\uD800",
          "{\"\uD800\":1}",
          "{\"\\uD800\":1}",
          "{\"" + LONG + "\":1}",
          "{" + manyFields() + "}",
          "{\"a\":1,\"a\":1}",
          "/* */{}",
          "{}//",
          "<a/>",
          "a=b",
          "[".repeat(100_000),
          "{\"a\":".repeat(100_000),
          "9".repeat(1_000_000),
          "\"" + LONG + "\"",
          "truefalse",
          LONG);

  private BadValues() {}

  private static String text(String content) {
    return "\"" + content + "\"";
  }

  private static String manyFields() {
    var fields = new StringBuilder("\"f\":1");
    for (int i = 0; i < 5000; i++) {
      fields.append(",\"field").append(i).append("\":1");
    }
    return fields.toString();
  }
}
