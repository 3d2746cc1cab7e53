package org.bellwether.serve;

import org.bellwether.settings.Settings;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Traces of the service's own requests, where an endpoint is set. */
@Configuration(proxyBeanMethods = false)
@Conditional(TracingConfiguration.Wanted.class)
public class TracingConfiguration {

  /** Whether spans have somewhere to go. */
  static final class Wanted implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      return context.getEnvironment().containsProperty(Server.TRACED);
    }
  }

  @Bean
  Tracing tracing(Settings settings) {
    return new Tracing(settings.tracing());
  }

  @Bean
  FilterRegistrationBean<Tracing> tracingFilter(Tracing tracing) {
    FilterRegistrationBean<Tracing> filter = new FilterRegistrationBean<>(tracing);
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return filter;
  }
}
