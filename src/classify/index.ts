export { type Classifier, createClassifier, type Explanation } from './classifier.ts'
