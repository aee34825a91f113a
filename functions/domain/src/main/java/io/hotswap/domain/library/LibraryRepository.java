package io.hotswap.domain.library;

import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;

/// A Maven repository that an Admin allows.
///
/// @param url of its root, without credentials, query and fragment
/// @param privateAddresses whether its host, and those that it redirects to, may have addresses
///   that are not public
public record LibraryRepository(String name, URI url, boolean privateAddresses) {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final String EXPECTED =
      "https://host/path of the repository's root, without user, query and fragment";

  /// @param plain whether repositories on this machine may be asked by plain HTTP
  static Result<LibraryRepository> of(
      String name, String text, boolean privateAddresses, boolean plain) {
    URI url;
    try {
      url = new URI(text);
    } catch (URISyntaxException e) {
      return refused("The address is no URL: " + e.getReason() + ".");
    }
    return objection(url, privateAddresses, plain)
        .<Result<LibraryRepository>>map(LibraryRepository::refused)
        .orElseGet(() -> Result.done(new LibraryRepository(name, url, privateAddresses)));
  }

  private static Optional<String> objection(URI url, boolean privateAddresses, boolean plain) {
    if (url.getHost() == null || url.getScheme() == null) {
      return Optional.of("The address names no host.");
    }
    if (url.getRawUserInfo() != null || url.getRawQuery() != null || url.getRawFragment() != null) {
      return Optional.of("The address has more than scheme, host and path.");
    }
    boolean loopback = LOOPBACK.contains(url.getHost());
    if (loopback && !privateAddresses) {
      return Optional.of("The host is this machine, which is not public: set privateAddresses.");
    }
    return switch (url.getScheme()) {
      case "https" -> Optional.empty();
      case "http" ->
          plain && loopback
              ? Optional.empty()
              : Optional.of("Plain HTTP is allowed on this machine only, in local stages.");
      default -> Optional.of("The address is not one of https.");
    };
  }

  private static Result<LibraryRepository> refused(String why) {
    return Result.refused(
        Refusal.of(
            ErrorCode.INVALID_REPOSITORY,
            why,
            "/url",
            EXPECTED,
            "Send the address that Maven has for it, such as"
                + " https://repo.maven.apache.org/maven2."));
  }
}
