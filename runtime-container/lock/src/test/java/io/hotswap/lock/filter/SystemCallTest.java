package io.hotswap.lock.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SystemCallTest {
  private static final Map<String, String[]> HEADERS = headers();

  @ParameterizedTest
  @EnumSource
  void numbers_are_those_of_the_kernels_headers(SystemCall call) {
    var line = HEADERS.get(call.name().toLowerCase(Locale.ROOT));
    assertNotNull(line, call.name());
    assertEquals(line[1], number(call.on(Architecture.X86_64)), call + " on x86_64");
    assertEquals(line[2], number(call.on(Architecture.AARCH64)), call + " on aarch64");
  }

  private static String number(int number) {
    return number == SystemCall.NONE ? "-" : Integer.toString(number);
  }

  private static Map<String, String[]> headers() {
    var in = SystemCallTest.class.getResourceAsStream("system-calls.tsv");
    try (var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .filter(it -> !it.startsWith("#"))
          .map(it -> it.split("\t", -1))
          .collect(Collectors.toMap(it -> it[0], it -> it));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
