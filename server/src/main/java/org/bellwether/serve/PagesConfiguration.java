package org.bellwether.serve;

import org.bellwether.web.AlertsPage;
import org.bellwether.web.Assets;
import org.bellwether.web.ChannelsPage;
import org.bellwether.web.ModelPage;
import org.bellwether.web.ModelsPage;
import org.bellwether.web.PageErrors;
import org.bellwether.web.RefusedPage;
import org.bellwether.web.RegistryPage;
import org.bellwether.web.RunsPage;
import org.bellwether.web.SettingsPage;
import org.bellwether.web.SignInController;
import org.bellwether.web.StatusPage;
import org.bellwether.web.VersionsPage;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What a browser sees. */
@Configuration(proxyBeanMethods = false)
@Import({
  AlertsPage.class,
  Assets.class,
  ChannelsPage.class,
  ModelPage.class,
  ModelsPage.class,
  PageErrors.class,
  SettingsPage.class,
  SignInController.class,
  RefusedPage.class,
  RegistryPage.class,
  RunsPage.class,
  VersionsPage.class,
  StatusPage.class,
})
public class PagesConfiguration {}
