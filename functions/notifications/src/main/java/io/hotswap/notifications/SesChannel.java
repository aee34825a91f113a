package io.hotswap.notifications;

import io.hotswap.domain.notification.Channel;
import io.hotswap.domain.notification.Message;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sesv2.model.BadRequestException;
import software.amazon.awssdk.services.sesv2.model.Content;
import software.amazon.awssdk.services.sesv2.model.MessageHeader;
import software.amazon.awssdk.services.sesv2.model.SendEmailRequest;

/// Mail by SES: one for all addresses of an audience.
final class SesChannel implements Channel {
  private final SesV2Client ses;
  private final MailConfig config;
  private final StageAddress from;

  /// @param ses without retries: the outbox retries
  SesChannel(SesV2Client ses, MailConfig config, StageAddress from) {
    this.ses = ses;
    this.config = config;
    this.from = from;
  }

  @Override
  public String name() {
    return "email";
  }

  @Override
  public Delivery send(Message message) {
    try {
      ses.sendEmail(request(message));
      return new Delivery.Delivered();
    } catch (BadRequestException e) {
      return new Delivery.Rejected(why(e));
    } catch (SdkException e) {
      // Also MessageRejected, which SES returns for a sender that is not verified (any more).
      return new Delivery.Postponed(why(e), Optional.empty());
    }
  }

  private SendEmailRequest request(Message message) {
    var renderedMessage = RenderedMessage.of(message, from);
    var id =
        MessageHeader.builder()
            .name(RenderedMessage.ID_HEADER)
            .value(message.id().toString())
            .build();
    var text = utf8(renderedMessage.text() + "\n\n-- \n" + renderedMessage.footer() + "\n");
    return SendEmailRequest.builder()
        .fromEmailAddress(config.from())
        .destination(it -> it.toAddresses(config.recipients().of(message.to())))
        .content(
            content ->
                content.simple(
                    it ->
                        it.subject(utf8(renderedMessage.subject()))
                            .body(b -> b.text(text))
                            .headers(id)))
        .build();
  }

  private static Content utf8(String text) {
    return Content.builder().charset("UTF-8").data(text).build();
  }

  private static String why(SdkException e) {
    return e instanceof AwsServiceException it && it.awsErrorDetails() != null
        ? it.awsErrorDetails().errorCode() + ": " + it.awsErrorDetails().errorMessage()
        : e.getClass().getSimpleName() + ": " + e.getMessage();
  }
}
