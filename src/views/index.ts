export {
  type AboutBot,
  aboutView,
  forgetQuestionView,
  forgottenView,
  type Status,
  settingsView,
  statusView,
  storedView,
} from './bot.ts'
export { type CardOptions, storyCard } from './card.ts'
export { type CompanyProfile, companyView } from './company.ts'
export type { ViewContext } from './context.ts'
export { type EditionViewOptions, editionViews, emptyEditionView } from './edition.ts'
export { feedAddedView, feedHealthView, feedListView, feedRefusedView, feedRemovedView } from './feeds.ts'
export { finesView } from './fines.ts'
export { gistOf, mentionName } from './gist.ts'
export { type CommandHelp, commandHelpView, helpView, labelsHelpView } from './help.ts'
export { pagesOf, type StoryListing, storyListView } from './list.ts'
export { typedCommand } from './parts.ts'
export { isolated, plain, safeUrl, truncate } from './plain.ts'
export { evidenceView, type StoryViewOptions, storyView } from './story.ts'
export {
  digestPreviewView,
  digestSentView,
  noSubscriptionView,
  nothingNewView,
  type SubscriptionState,
  stoppedView,
  subscriptionListView,
  subscriptionView,
} from './subscription.ts'
export { compareView, type TrendCounts, trendsView } from './trends.ts'
export {
  didYouMeanView,
  internalErrorView,
  noPermissionView,
  nothingFoundView,
  type Suggestion,
  wrongInputView,
} from './wrong.ts'
export { thanksView, wrongView } from './wrong-story.ts'
