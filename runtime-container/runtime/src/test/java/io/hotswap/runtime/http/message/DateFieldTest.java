package io.hotswap.runtime.http.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DateFieldTest {
  @ParameterizedTest
  @CsvSource({
    "0, 'Thu, 01 Jan 1970 00:00:00 GMT'",
    "784111777, 'Sun, 06 Nov 1994 08:49:37 GMT'",
    "4107542399, 'Sun, 28 Feb 2100 23:59:59 GMT'",
  })
  void dates_are_written_as_in_the_rfc(long second, String expected) {
    assertEquals(expected, DateField.at(second).text().toString());
  }
}
