package io.hotswap.api.roles;

import java.util.Optional;

/// What IAM is asked for one call, or for one item of a transaction.
///
/// @param action `dynamodb:PutItem`
/// @param resource its ARN in a stack named [Template#STACK]; empty where tests use what no stack
///   has
record Access(String action, Optional<String> resource) {
  Access(String action, String resource) {
    this(action, Optional.of(resource));
  }
}
