package io.hotswap.domain.compatibility;

import java.util.Optional;

/// @param input empty where the author does not say
/// @param output empty where the author does not say
public record OperationContract(Optional<BodyContract> input, Optional<BodyContract> output) {
  public static final OperationContract UNSTATED =
      new OperationContract(Optional.empty(), Optional.empty());
}
