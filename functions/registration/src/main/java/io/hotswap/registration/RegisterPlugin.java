package io.hotswap.registration;

import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.plugin.Upload;
import io.hotswap.domain.plugin.UploadDeclaration;
import io.hotswap.domain.plugin.UploadingPlugins;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import java.util.Base64;
import java.util.Optional;

/// The body of `registerPlugin`: either `content` or `size`.
record RegisterPlugin(
    String name,
    Optional<String> version,
    Optional<String> sha256,
    Optional<String> content,
    Optional<Long> size,
    Optional<String> signature) {
  static final int LARGEST_INLINE = 4 << 20;

  UploadDeclaration announcement() {
    return new UploadDeclaration(name, version, sha256.map(Digest::parse));
  }

  /// The same, unless its name has the form of an id in routes.
  Result<RegisterPlugin> findable() {
    return PluginId.isGuid(name)
        ? Result.refused(
            Refusal.of(
                ErrorCode.INVALID_PLUGIN,
                "The name has the form of a GUID, and would be taken for one.",
                "/name",
                "a name without the form of a GUID",
                "Rename the plugin in its manifest, for example to plugin-" + name + "."))
        : Result.done(this);
  }

  /// The same, unless it signs what is yet to be uploaded.
  Result<RegisterPlugin> signedWithContent() {
    return signature.isPresent() && content.isEmpty()
        ? Result.refused(
            Refusal.of(
                ErrorCode.MALFORMED_BODY,
                "A binary that is uploaded is signed when its upload is completed.",
                "/signature",
                "no signature beside `size`",
                "Send it in the body of the upload's completion."))
        : Result.done(this);
  }

  static Result<byte[]> decoded(String content) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(content);
    } catch (IllegalArgumentException e) {
      return Result.refused(
          Refusal.of(
              ErrorCode.MALFORMED_BODY,
              "The content is not base64: " + e.getMessage() + ".",
              "/content",
              "the binary in base64 (RFC 4648, section 4)",
              "Encode the whole binary in one line."));
    }
    return bytes.length <= LARGEST_INLINE ? Result.done(bytes) : Result.refused(larger(bytes));
  }

  private static Refusal larger(byte[] bytes) {
    return bytes.length > Upload.LARGEST
        ? UploadingPlugins.tooLarge(bytes.length)
        : Refusal.of(
            ErrorCode.TOO_LARGE,
            "A binary of " + bytes.length + " bytes is too large to be sent inline.",
            "/content",
            "at most " + LARGEST_INLINE + " bytes (4 MB)",
            "Send `size` instead of `content`, and upload to the address answered.");
  }
}
