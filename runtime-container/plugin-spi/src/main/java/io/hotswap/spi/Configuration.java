package io.hotswap.spi;

import java.util.Optional;
import java.util.OptionalLong;

/// A plugin's configuration for one tenant: a JSON object that satisfies the schema in the
/// manifest. Implemented by the runtime; immutable.
public interface Configuration {

  /// The whole object as JSON text, `{}` where nothing is configured. Properties that the schema
  /// marks secret are missing here: [#secret] has them.
  String json();

  /// A property that the schema marks secret; empty where the tenant has set none.
  default Optional<Secret> secret(String property) {
    return Optional.empty();
  }

  /// A property of the top level: strings as they are, numbers and booleans as JSON writes them,
  /// objects and arrays as JSON text; empty where it is missing or null.
  Optional<String> text(String property);

  /// A whole number.
  ///
  /// @throws IllegalStateException when the property is something else, naming it
  default OptionalLong integer(String property) {
    var text = text(property);
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseLong(text.get()));
    } catch (NumberFormatException notOne) {
      throw new IllegalStateException(
          "configuration " + property + " is not a whole number: " + text.get(), notOne);
    }
  }

  /// A boolean; false where it is missing.
  ///
  /// @throws IllegalStateException when the property is something else, naming it
  default boolean flag(String property) {
    var text = text(property).orElse("false");
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new IllegalStateException(
              "configuration " + property + " is not a boolean: " + text);
    };
  }
}
