package io.hotswap.domain.refusal;

import java.util.function.Function;

/// Either a value or a refusal. Faults are thrown; refusals are returned.
public sealed interface Result<T> {
  record Done<T>(T value) implements Result<T> {}

  record Refused<T>(Refusal refusal) implements Result<T> {}

  static <T> Result<T> done(T value) {
    return new Done<>(value);
  }

  static <T> Result<T> refused(Refusal refusal) {
    return new Refused<>(refusal);
  }

  static <T> Result<T> refused(ErrorCode code, String detail) {
    return new Refused<>(Refusal.of(code, detail));
  }

  default <R> Result<R> then(Function<? super T, Result<R>> next) {
    return switch (this) {
      case Done<T>(T value) -> next.apply(value);
      case Refused<T>(Refusal refusal) -> new Refused<>(refusal);
    };
  }

  default <R> Result<R> map(Function<? super T, ? extends R> next) {
    return then(value -> new Done<>(next.apply(value)));
  }
}
