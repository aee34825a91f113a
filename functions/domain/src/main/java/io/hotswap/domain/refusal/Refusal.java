package io.hotswap.domain.refusal;

import java.util.List;

/// An expected negative result: returned, never thrown.
///
/// @param detail this occurrence, in one sentence
/// @param errors the fields at fault; empty when no field is
public record Refusal(ErrorCode code, String detail, List<FieldError> errors) {
  public Refusal {
    errors = List.copyOf(errors);
  }

  public static Refusal of(ErrorCode code, String detail) {
    return new Refusal(code, detail, List.of());
  }

  public static Refusal of(
      ErrorCode code, String detail, String pointer, String expected, String fix) {
    return new Refusal(code, detail, List.of(new FieldError(pointer, expected, fix)));
  }
}
